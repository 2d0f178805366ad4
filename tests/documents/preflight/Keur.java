import java.io.File;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Prints for each file its name, and "valid" or the remarks of PDFBox Preflight (PDF/A-1b), one a line. */
public class Keur {
    public static void main(String[] files) throws Exception {
        for (String name : files) {
            PreflightParser parser = new PreflightParser(new File(name));
            ValidationResult result;
            try {
                parser.parse();
                try (PreflightDocument document = parser.getPreflightDocument()) {
                    document.validate();
                    result = document.getResult();
                }
            } catch (org.apache.pdfbox.preflight.exception.SyntaxValidationException e) {
                result = e.getResult();
            }
            System.out.println("FILE " + name);
            if (result.isValid()) {
                System.out.println("valid");
            }
            for (ValidationResult.ValidationError error : result.getErrorsList()) {
                System.out.println(error.getErrorCode() + " " + error.getDetails());
            }
        }
    }
}
