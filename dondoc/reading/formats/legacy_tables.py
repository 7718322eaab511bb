"""The two encodings that Vietnamese was typed in before Unicode, as fonts drew them.

TCVN3 (ABC, fonts named ".Vn…") is the 8-bit table VN3 of TCVN 5712:1993: one place for each letter
with its tone; capitals with tones have no places, since fonts ending in "H" draw all as capitals.
VNI (fonts named "VNI-…") writes a base letter and behind it a sign for its marks; a few letters
have places of their own. Places are those of Windows-1252, where both were shown as Western text.
"""

_TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò", 0xE1: "ỏõóọồổỗốộờở", 0xEC: "ỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip

#: Place → letter, for ``str.translate``.
TCVN3: dict[int, str] = {
    start + offset: letter
    for start, letters in _TCVN3.items()
    for offset, letter in enumerate(letters)
}

_SIGNS = "ùøûõï"
_VNI_SIGNS = {
    "a": (_SIGNS, "áàảãạ"), "e": (_SIGNS, "éèẻẽẹ"), "o": (_SIGNS, "óòỏõọ"), "u": (_SIGNS, "úùủũụ"),
    "y": (_SIGNS[:4], "ýỳỷỹ"), "ô": (_SIGNS, "ớờởỡợ"), "ö": (_SIGNS, "ứừửữự"),
}  # fmt: skip
_VNI_ROOFS = {
    "a": ("âáàåãäêéèúüë", "âấầẩẫậăắằẳẵặ"), "e": ("âáàåãä", "êếềểễệ"), "o": ("âáàåãä", "ôốồổỗộ"),
}  # fmt: skip
_VNI_ALONE = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))


def _vni() -> dict[str, str]:
    table: dict[str, str] = {}
    for pairs in (_VNI_SIGNS, _VNI_ROOFS):
        for base, (signs, letters) in pairs.items():
            for sign, letter in zip(signs, letters, strict=True):
                for typed in (base + sign, base + sign.upper()):
                    table[typed] = letter
                    table[typed[0].upper() + typed[1]] = letter.upper()
    for typed, letter in _VNI_ALONE.items():
        table[typed], table[typed.upper()] = letter, letter.upper()
    return table


#: What is typed (one or two signs) → letter.
VNI = _vni()
