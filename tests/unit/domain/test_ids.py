import uuid

from zvh_desktop.domain.ids import uuid7_hex, vast_id


def test_een_vast_id_hangt_alleen_af_van_soort_en_sleutel() -> None:
    assert vast_id("fase", "a" * 32, "1") == vast_id("fase", "a" * 32, "1")
    anders = {
        vast_id("fase", "a" * 32, "1"),
        vast_id("fase", "a" * 32, "2"),
        vast_id("doel", "a" * 32, "1"),
        vast_id("fase", "a", "a1"),
    }
    assert len(anders) == 4


def test_beide_vormen_zijn_geldige_uuids() -> None:
    assert uuid.UUID(vast_id("fase", "x")).version == 8
    assert uuid.UUID(uuid7_hex(1, b"\xff" * 10)).version == 7
    assert uuid.UUID(vast_id("fase", "\ud800")).variant == uuid.RFC_4122
