"""How names stand in lists, and what they share. The tables follow the rules of ``lexicon_heads``."""

#: Two names joined by "và" that are one body.
ONE_BODY = (
    "HĐND và UBND", "hội đồng nhân dân và ủy ban nhân dân", "báo và đài", "báo và phát thanh",
    "ban thường vụ và thường trực", "đoàn đại biểu quốc hội và hội đồng nhân dân",
    "đoàn đại biểu quốc hội và HĐND", "đoàn ĐBQH và HĐND", "đoàn ĐBQH và hội đồng nhân dân",
    "công đoàn và đoàn thanh niên cơ quan",
)  # fmt: skip

#: Bodies that exist at each level, so that a level named once for a list belongs to each of them.
AT_EACH_LEVEL = (
    "thường trực HĐND", "HĐND", "UBND", "hội đồng nhân dân", "ủy ban nhân dân", "đảng ủy",
    "thường trực đảng ủy", "thường trực hội đồng nhân dân", "ủy ban kiểm tra đảng ủy", "công an",
    "ủy ban mặt trận tổ quốc việt nam", "UBMTTQVN", "UBMTTQ", "MTTQ", "quân sự", "văn phòng",
)  # fmt: skip

LEVELS = (
    "xã", "phường", "thị trấn", "thị xã", "huyện", "tỉnh", "thành phố", "quận", "khóm", "ấp",
    "thôn",
)  # fmt: skip

#: One word of a level or a settlement; a name may end in it.
PLACE_WORDS = (
    "xã", "phường", "huyện", "tỉnh", "quận", "thôn", "khóm", "ấp", "bản", "buôn", "làng", "xóm",
    "thị trấn", "thị xã", "thành phố", "tổ dân phố", "khu phố", "khu dân cư", "đặc khu",
)  # fmt: skip

#: Heads of which one may serve a list ("Phòng Nội vụ, Tư pháp"): its fields stand after it.
SHARED_BY_FIELD = ("sở", "phòng", "ban", "bộ", "trường", "khoa", "công chức", "trung tâm")

#: Heads of which one may serve a list of proper names or numbers ("Trường THCS A, B", "Ấp 1, 2").
SHARED_BY_NAME = (
    "trường", "thôn", "khóm", "ấp", "khu phố", "tổ dân phố", "bản", "buôn", "làng", "xóm", "xã",
    "phường", "UBND xã", "UBND phường",
)  # fmt: skip

#: Small nouns that go on with the name before them ("các cơ quan, đơn vị") unless a name follows.
BARE_NOUNS = (
    "chỉ huy", "đơn vị", "cơ quan", "địa phương", "ban ngành", "ban", "đoàn thể", "hội", "tổ", "phòng",
    "ngành", "bộ phận", "thành viên", "lực lượng", "trường", "trung tâm", "hội đồng", "khối",
    "xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "thành phố", "thôn", "khóm", "ấp",
    "bản", "buôn", "làng", "xóm", "tổ dân phố", "khu phố", "khu dân cư", "doanh nghiệp",
    "hợp tác xã", "công chức", "viên chức", "đảng viên", "đoàn viên", "hội viên",
    "người lao động", "nhân viên", "giáo viên", "học sinh", "cá nhân", "tổ chức đoàn thể",
    "tổ chức chính trị", "chi bộ", "chi hội", "chi đoàn", "đảng bộ", "cấp ủy", "cấp hội",
    "chính quyền", "cụm", "nhóm", "đội", "câu lạc bộ", "khối thi đua", "cụm thi đua",
    "hộ gia đình", "hộ dân", "hộ kinh doanh", "cơ sở", "cơ sở sản xuất", "cơ sở kinh doanh",
    "trạm", "đảng ủy", "sở", "phụ huynh", "nhân dân", "chiến sĩ", "cán bộ", "gia đình", "đoàn",
    "cơ sở giáo dục", "tổ chức", "tổ chức đảng", "tổ chức hội", "quần chúng", "người đứng đầu",
    "khu", "đặc khu", "buôn làng", "dòng họ", "trường học", "công ty", "tập đoàn", "nhà đầu tư",
    "chủ đầu tư",
)  # fmt: skip

#: Groups that can only be asked where they stand as a subject; as an object they are the audience.
AUDIENCE = (
    "cán bộ", "đảng viên", "hội viên", "đoàn viên", "nhân dân", "người dân", "học sinh", "hộ dân",
    "công chức", "tổ chức", "cá nhân", "đồng bào", "gia đình", "phụ huynh",
)  # fmt: skip

#: Persons that go on with such a group without a number before them.
PERSONS = ("viên chức", "người lao động", "giáo viên", "chiến sĩ", "nhân viên", "cán bộ")

#: Such a word alone is the first half of a double title ("Trưởng, Phó các phòng").
HALF_TITLES = ("trưởng", "chánh", "cấp trưởng", "thủ trưởng", "bí thư", "chủ tịch")

#: Such a body after a department and a comma is its owner ("Phòng Kỹ thuật, Tổng công ty A").
OWNERS = ("tổng công ty", "tập đoàn")

#: Departments that such an owner has.
OWNED = ("phòng", "ban", "văn phòng")

#: Before a group of bodies: whoever leads each of them.
LEADERS = (
    "người đứng đầu", "thủ trưởng", "lãnh đạo", "trưởng", "đại diện", "đội ngũ",
    "phó trưởng", "bí thư", "chủ tịch", "hiệu trưởng",
)  # fmt: skip
