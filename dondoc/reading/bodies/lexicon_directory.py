"""Words by which a printed name is compared with a ward's directory.

The tables follow the rules of ``lexicon``: tone marks, capitals and punctuation do not matter.
"""

#: Names that no directory can hold: they stay text.
GENERIC_UNITS = (
    "chính quyền", "các đơn vị liên quan", "các đơn vị có liên quan", "các cơ quan liên quan",
    "các cơ quan có liên quan", "các cơ quan, đơn vị liên quan", "các ngành liên quan",
    "các ban ngành", "các bộ phận liên quan", "các cơ quan, đơn vị", "các đơn vị",
    "các cơ quan, đơn vị có liên quan", "các địa phương", "doanh nghiệp",
    "các đơn vị nêu trên", "các cơ quan, đơn vị nêu trên", "các cơ quan nêu trên",
    "các tổ chức, cá nhân liên quan", "các tổ chức, cá nhân có liên quan", "các ngành có liên quan",
    "các sở, ban, ngành liên quan", "các ban, ngành liên quan", "các ban, ngành, đoàn thể liên quan",
    "các phòng, ban liên quan", "các phòng, ban, đơn vị liên quan", "cơ quan chức năng",
    "các đơn vị chức năng", "các lực lượng chức năng", "đơn vị liên quan", "cơ quan liên quan",
    "các tổ chức, cá nhân", "các cơ quan chức năng", "các bộ phận có liên quan",
)  # fmt: skip

#: Bodies outside the People's Committee that a usual list of units writes in short.
ABBREVIATIONS = {
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "UBMTTQVN": "ủy ban mặt trận tổ quốc việt nam",
    "UBMTTQ": "ủy ban mặt trận tổ quốc việt nam",
    "UBMT": "ủy ban mặt trận tổ quốc việt nam",
    "MTTQVN": "mặt trận tổ quốc việt nam",
    "MTTQ": "mặt trận tổ quốc việt nam",
    "TTQVN": "tổ quốc việt nam",
    "CC": "công chức",
    "CB": "cán bộ",
    "PN": "phụ nữ",
    "LHPN": "liên hiệp phụ nữ",
    "HPN": "hội phụ nữ",
    "ND": "nông dân",
    "HND": "hội nông dân",
    "CCB": "cựu chiến binh",
    "HCCB": "hội cựu chiến binh",
    "TN": "thanh niên",
    "TNCS": "thanh niên cộng sản",
    "TNCSHCM": "thanh niên cộng sản hồ chí minh",
    "HCM": "hồ chí minh",
    "LĐLĐ": "liên đoàn lao động",
    "CĐ": "công đoàn",
    "TĐKT": "thi đua khen thưởng",
    "VHXH": "văn hóa xã hội",
    "VH": "văn hóa",
    "XH": "xã hội",
    "TTĐT": "thông tin điện tử",
    "TT": "thông tin",
    "CA": "công an",
    "QS": "quân sự",
    "BTT": "ban thường trực",
    "BTV": "ban thường vụ",
    "UB": "ủy ban",
    "ĐTN": "đoàn thanh niên",
    "HLHPN": "hội liên hiệp phụ nữ",
    "XDĐ": "xây dựng đảng",
    "CCVC": "công chức viên chức",
    "ĐU": "đảng ủy",
    "TVĐU": "thường vụ đảng ủy",
    "TTĐU": "thường trực đảng ủy",
    "BCHQS": "ban chỉ huy quân sự",
    "CHQS": "chỉ huy quân sự",
    "TYT": "trạm y tế",
    "BCĐ": "ban chỉ đạo",
    "CTMT": "công tác mặt trận",
    "UBKT": "ủy ban kiểm tra",
    "UBBC": "ủy ban bầu cử",
    "VP": "văn phòng",
    "CNTT": "công nghệ thông tin",
    "GDĐT": "giáo dục và đào tạo",
    "VN": "việt nam",
    "CTXH": "chính trị xã hội",
    "CT": "chính trị",
    "P": "phường",
    "TP": "thành phố",
}

#: Names of the same body: the first is compared as the second. They apply from top to bottom.
SAME_BODY = (
    ("việt nam", ""),
    ("ủy ban mặt trận tổ quốc", "mặt trận tổ quốc"),
    ("ủy ban mặt trận", "mặt trận tổ quốc"),
    ("hội liên hiệp phụ nữ", "hội phụ nữ"),
    ("liên hiệp phụ nữ", "hội phụ nữ"),
    ("đoàn thanh niên cộng sản hồ chí minh", "đoàn thanh niên"),
    ("đoàn thanh niên cộng sản", "đoàn thanh niên"),
    ("thành niên", "thanh niên"),
    ("liên đoàn lao động", "công đoàn"),
    ("công đoàn cơ sở", "công đoàn"),
    ("các tổ chức chính trị xã hội", "các đoàn thể chính trị xã hội"),
    ("các đoàn thể", "đoàn thể"),
    ("công chức", "cán bộ"),
    ("chuyên viên", "cán bộ"),
    ("trang tin điện tử", "trang thông tin điện tử"),
    ("hội hội", "hội"),
    ("ban chấp hành đảng bộ", "đảng ủy"),
    ("bch đảng bộ", "đảng ủy"),
    ("đảng đảng ủy", "đảng"),
    ("ban công an", "công an"),
    ("ban chỉ huy quân sự", "quân sự"),
    ("bch quân sự", "quân sự"),
)

#: Words in front of a name that do not change which body is meant.
LEADING_WORDS = (
    "các thành viên", "thành viên", "toàn thể", "cơ quan", "ban thường trực", "ban thường vụ",
    "ban chấp hành", "tập thể", "thường trực", "thường vụ", "lãnh đạo", "các đồng chí", "đồng chí",
)  # fmt: skip

#: A body that is called by one word alone.
ALONE = {
    "đoàn": "đoàn thanh niên",
    "phụ nữ": "hội phụ nữ",
    "nông dân": "hội nông dân",
    "cựu chiến binh": "hội cựu chiến binh",
}
