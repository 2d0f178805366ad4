-- Who is at work on this device, and with which role: that of its certificate, or in a vault without a region that of
-- the person. The same rules as domain.rechten and domain.compartiment; `vouw` is domain.betrokkene.vouw.
CREATE VIEW werkrol AS SELECT m.id, m.naam, m.partner_id, coalesce(r.waarde, m.rol) AS rol
    FROM instelling ik JOIN medewerker m ON m.id = ik.waarde LEFT JOIN instelling r ON r.naam = 'rol'
    WHERE ik.naam = 'ik';
-- The casussen in which that person is named: as casusregisseur, or with an action that was not withdrawn.
CREATE VIEW eigencasus AS
    SELECT c.id FROM werkrol w JOIN casus c ON c.casusregisseur <> '' AND vouw(c.casusregisseur) = vouw(w.naam)
        AND (c.casusregisseur_partner_id = '' OR w.partner_id = '' OR c.casusregisseur_partner_id = w.partner_id)
    WHERE c.verwijderd = 0 AND vouw(w.naam) <> ''
    UNION
    SELECT a.casus_id FROM werkrol w JOIN actie a ON a.persoon <> '' AND vouw(a.persoon) = vouw(w.naam)
        AND (a.partner_id = '' OR w.partner_id = '' OR a.partner_id = w.partner_id)
    WHERE a.verwijderd = 0 AND vouw(w.naam) <> '';
DROP VIEW zichtcasus;
-- What whoever is at work may know of.
CREATE VIEW zichtcasus AS SELECT * FROM casus WHERE (compartiment = '' OR EXISTS (
        SELECT 1 FROM json_each(casus.toegang) genoemd JOIN instelling ik ON ik.waarde = genoemd.value
        WHERE ik.naam = 'ik'
    )) AND (
        coalesce((SELECT rol FROM werkrol), 'procesregisseur') IN ('procesregisseur', 'secretaris', 'beheerder')
        OR casus.id IN (SELECT id FROM eigencasus)
    );
-- And what not; of the house only a compartment can be, and those stand in an index that is nearly always empty.
CREATE VIEW verborgencasus AS
    SELECT id FROM casus WHERE compartiment <> '' AND NOT EXISTS (
        SELECT 1 FROM json_each(casus.toegang) genoemd JOIN instelling ik ON ik.waarde = genoemd.value
        WHERE ik.naam = 'ik'
    )
    UNION ALL
    SELECT c.id FROM werkrol w CROSS JOIN casus c
    WHERE w.rol NOT IN ('procesregisseur', 'secretaris', 'beheerder') AND c.id NOT IN (SELECT id FROM eigencasus);
