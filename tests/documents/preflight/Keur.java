import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** For each name of a file that comes in: prints "valid" or the remarks of PDFBox Preflight (PDF/A-1b), then "END". */
public class Keur {
    public static void main(String[] args) throws Exception {
        BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name = names.readLine(); name != null; name = names.readLine()) {
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
            if (result.isValid()) {
                System.out.println("valid");
            }
            for (ValidationResult.ValidationError error : result.getErrorsList()) {
                System.out.println(error.getErrorCode() + " " + error.getDetails());
            }
            System.out.println("END");
            System.out.flush();
        }
    }
}
