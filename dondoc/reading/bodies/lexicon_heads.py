"""How names of bodies and offices begin. Extend every table as you meet new ones.

Tone-mark places (hòa, hoà), capitals and punctuation do not matter, unless a table says so.
"""

#: How the name of a body begins when its first letter is a capital.
HEADS_WITH_CAPITAL = (
    "ủy ban", "hội đồng", "mặt trận", "ban", "tiểu ban", "sở", "phòng", "hội", "đoàn", "bộ",
    "tỉnh đoàn", "huyện đoàn", "thành đoàn", "xã đoàn", "phường đoàn", "quận đoàn", "thị đoàn",
    "đoàn xã", "đoàn phường", "đảng ủy", "huyện ủy", "thành ủy", "tỉnh ủy", "quận ủy", "thị ủy",
    "chi bộ", "đảng bộ", "chi ủy", "cấp ủy", "ban cán sự", "liên đoàn", "công đoàn", "công an",
    "quân sự", "bộ chỉ huy", "bộ đội", "bộ tư lệnh", "quân khu", "trung đoàn", "tiểu đoàn", "đồn",
    "trạm", "trường", "trung tâm", "văn phòng", "cán bộ", "công chức", "viên chức", "chuyên viên",
    "trang", "cổng", "đài", "báo", "bản tin", "công ty", "tập đoàn", "tổng công ty",
    "doanh nghiệp", "ngân hàng", "bảo hiểm", "bệnh viện", "kho bạc", "chi cục", "cục", "tổng cục",
    "thuế", "thống kê", "hải quan", "điện lực", "viện", "học viện", "tòa án", "tổ", "đội", "khóm",
    "ấp", "thôn", "bản", "buôn", "làng", "xóm", "khu phố", "khu dân cư", "tổ dân phố", "khối phố",
    "bộ phận", "thường trực", "lực lượng", "nhà trường", "cơ quan", "đơn vị", "hợp tác xã",
    "câu lạc bộ", "thanh tra", "nhà văn hóa", "nhà thiếu nhi", "thư viện", "bảo tàng", "bưu điện",
    "xí nghiệp", "nhà máy", "hạt kiểm lâm", "hạt", "kiểm lâm", "chi đoàn", "chi hội", "chi nhánh",
    "phân hội", "liên hiệp", "liên minh", "hiệp hội", "quỹ", "ngành", "nhóm", "đội ngũ",
    "ban quản lý", "phân xưởng", "khoa", "vụ", "cụm", "khối", "lâm trường", "nông trường",
    "hội đồng phối hợp phổ biến giáo dục pháp luật", "tư pháp hộ tịch", "tài chính kế toán",
    "địa chính xây dựng", "địa chính nông nghiệp", "văn hóa xã hội", "văn hóa thông tin",
    "tịnh xá", "trung ương hội", "trung ương đoàn", "thủ đô", "giáo xứ", "cơ sở", "thông tấn xã", "nhà xuất bản", "nhà hát", "tạp chí",
    "trường chính trị", "phân hiệu", "hội thánh", "ban trị sự", "tổng đội", "liên đội",
    "viễn thông", "viện kiểm sát", "dân quân", "cảnh sát", "chính quyền", "vườn quốc gia",
    "khu bảo tồn",
)  # fmt: skip

#: Offices and persons by their work, when the first letter is a capital.
OFFICES = (
    "hiệu trưởng", "phó hiệu trưởng", "thủ trưởng", "trưởng", "phó trưởng", "phó", "giám đốc",
    "phó giám đốc", "tổng giám đốc", "chủ tịch", "phó chủ tịch", "bí thư", "phó bí thư",
    "chỉ huy", "chỉ huy trưởng", "chính trị viên", "kế toán", "thủ quỹ", "văn thư", "thành viên",
    "nhân viên", "tổng phụ trách", "hộ gia đình", "chánh", "chánh văn phòng", "lãnh đạo",
    "ủy viên", "người đứng đầu", "giáo viên", "giảng viên", "chủ nhiệm", "chủ hộ", "chủ cơ sở",
    "chủ đầu tư", "nhà thầu", "tổ trưởng", "nhóm trưởng", "đội trưởng", "cộng tác viên", "y tá",
    "bác sĩ", "phóng viên", "thư ký", "tổng thư ký", "già làng", "người có uy tín", "học sinh",
    "phụ huynh", "hộ kinh doanh", "báo cáo viên", "tuyên truyền viên", "thẩm phán", "viện trưởng",
    "đảng ủy viên", "huyện ủy viên", "tỉnh ủy viên", "thành ủy viên", "cục trưởng",
    "chi cục trưởng", "hạt trưởng", "đồn trưởng", "tổ viên", "đại biểu", "hướng dẫn viên",
    "thôn trưởng", "ban giám hiệu", "ban giám đốc", "tập thể", "chủ rừng", "người lao động",
    "bộ trưởng", "vụ trưởng", "thủ tướng", "thủ tướng chính phủ", "chính phủ", "quốc hội",
    "đại diện", "chi hội trưởng", "bí thư chi bộ", "bí thư đoàn", "trạm trưởng",
)  # fmt: skip

#: Abbreviations that begin a name, in capitals only.
SHORT_HEADS = (
    "UBND", "HĐND", "UBMT", "UBMTTQ", "UBMTTQVN", "MTTQ", "MTTQVN", "UBKT", "UBBC", "BTT", "BTV",
    "BCH", "BCHQS", "BCĐ", "BTC", "BQL", "BCT", "BTG", "BXD", "TTĐT", "TTYT", "TTVH", "TTPVHCC",
    "VP", "VNPT", "Viettel", "HTX", "CLB", "ĐTN", "LĐLĐ", "CĐCS", "HPN", "HND", "HCCB", "HCTĐ",
    "CA", "BHXH", "KBNN", "NHCSXH", "TAND", "VKSND", "TTHTCĐ", "TVĐU", "ĐU", "TTr", "PCT", "BGH",
    "GVCN", "TPT", "MobiFone", "EVN", "Agribank", "TTDVC", "BCA", "BQP", "KHCN", "CQĐT", "BCS",
    "TYT", "QTDND", "BVĐK", "VKS", "CSGT", "LLVT", "CBCC", "CCVC", "CBGV", "TDP",
)  # fmt: skip

#: Heads that stand also in small letters within a sentence.
HEADS = (
    "cán bộ", "UBND", "HĐND", "nhà trường", "cán bộ phụ trách", "cán bộ, công chức", "công chức",
    "cán bộ kỹ thuật", "cán bộ nội vụ", "cán bộ truyền thanh", "cán bộ văn hóa", "doanh nghiệp",
    "viện nghiên cứu", "trường đại học", "cơ sở đào tạo", "bộ phận", "phòng", "ủy ban nhân dân",
    "ủy ban mặt trận", "đoàn thể", "chính quyền", "thành viên", "đơn vị", "cơ quan", "ban", "hội",
    "mặt trận", "hội đồng", "công an", "trạm", "trường", "tổ", "trung tâm", "đội ngũ",
    "lực lượng", "địa phương", "trang thông tin", "cổng thông tin", "sở", "công đoàn",
    "đoàn thanh niên", "chi bộ", "chi hội", "chi đoàn", "ngân hàng", "bệnh viện", "chủ đầu tư",
    "nhà thầu", "báo chí", "khóm", "ấp", "thôn", "khu phố", "tổ dân phố", "trưởng thôn",
    "trưởng ấp", "trưởng khóm", "hợp tác xã", "câu lạc bộ", "đoàn viên", "hội viên",
    "cựu chiến binh", "dân quân", "ban ngành", "cơ quan chức năng", "ngành", "người đứng đầu",
    "thủ trưởng", "lãnh đạo", "hiệu trưởng", "giáo viên", "kế toán", "văn phòng", "quân đội",
    "quân sự", "bộ đội", "chủ rừng", "cấp ủy", "cụm thi đua", "khối thi đua", "tập đoàn",
    "công ty", "chi cục", "đồn biên phòng", "ban quản lý", "tiểu ban", "ban tổ chức",
    "ban chỉ đạo", "đài", "đội", "nhóm", "tổ chức chính trị", "mạnh thường quân", "nhà tài trợ",
    "nhà hảo tâm", "phụ huynh", "cha mẹ học sinh", "gia đình", "đảng ủy", "thường trực", "bí thư",
    "chủ tịch", "tổ trưởng", "già làng", "người có uy tín",
)  # fmt: skip

#: Words of number in front of a group; one of ``GROUP_NOUNS`` must follow.
PLURALS = (
    "các", "những", "từng", "mỗi", "toàn thể", "toàn bộ", "tất cả", "tất cả các", "một số",
    "toàn thể các", "tập thể",
)  # fmt: skip

#: What a group of bodies or persons is made of.
GROUP_NOUNS = (
    "cơ quan", "đơn vị", "phòng", "phòng ban", "ban", "ban ngành", "sở", "sở ngành", "bộ",
    "ngành", "đoàn thể", "tổ chức", "địa phương", "xã", "phường", "thị trấn", "thị xã", "huyện",
    "quận", "tỉnh", "thành phố", "thôn", "khóm", "ấp", "bản", "buôn", "làng", "xóm", "khu phố",
    "khu dân cư", "tổ dân phố", "khối phố", "tổ", "đội", "nhóm", "hộ", "hộ dân", "hộ gia đình",
    "hộ kinh doanh", "doanh nghiệp", "công ty", "tập đoàn", "hợp tác xã", "ngân hàng", "trường",
    "nhà trường", "trường học", "cơ sở giáo dục", "cơ sở kinh doanh", "cơ sở sản xuất",
    "cơ sở y tế", "cơ sở đào tạo", "cơ sở đảng", "cơ sở hội", "cơ sở đoàn", "cơ sở khám",
    "cơ sở tôn giáo", "cơ sở thờ tự", "cơ sở lưu trú", "thành viên", "đồng chí", "ông", "bà",
    "chi bộ", "đảng bộ", "đảng ủy", "chi ủy", "cấp ủy", "tổ chức đảng", "chi hội", "chi đoàn",
    "hội", "hội đoàn thể", "đoàn", "câu lạc bộ", "lực lượng", "cấp hội", "cấp bộ đoàn",
    "cấp công đoàn", "công đoàn", "cán bộ", "công chức", "viên chức", "nhân viên", "chuyên viên",
    "giáo viên", "giảng viên", "cộng tác viên", "đoàn viên", "hội viên", "đảng viên", "học sinh",
    "sinh viên", "phụ huynh", "chủ hộ", "chủ cơ sở", "chủ đầu tư", "chủ rừng", "chủ doanh nghiệp",
    "nhà thầu", "nhà đầu tư", "trưởng thôn", "trưởng ấp", "trưởng khóm", "trưởng bản",
    "trưởng ban", "trưởng phòng", "trưởng đoàn thể", "trưởng khu", "tổ trưởng", "bí thư",
    "chủ tịch", "phó chủ tịch", "hiệu trưởng", "thủ trưởng", "lãnh đạo", "ủy viên", "đại biểu",
    "trung tâm", "trạm", "bệnh viện", "viện", "đài", "báo", "chi cục", "cục", "vụ", "khoa",
    "bộ phận", "tiểu ban", "ban chỉ đạo", "hội đồng", "cụm", "khối", "cụm thi đua",
    "khối thi đua", "UBND", "HĐND", "ủy ban", "ủy ban nhân dân", "UBMTTQ", "MTTQ", "mặt trận",
    "phân hội", "phóng viên", "báo cáo viên", "tuyên truyền viên", "cá nhân", "tập thể",
    "gia đình", "dòng họ", "tổ chức hội", "chi tổ hội", "chi tổ", "cụm khối thi đua", "cụm khối",
    "bên", "cấp", "cấp chính quyền", "chức sắc", "chốt", "điểm trường", "nhà văn hóa",
    "trang thông tin", "cổng thông tin", "cơ quan báo chí", "giáo xứ", "chùa", "phân xưởng",
    "người lao động", "đầu mối", "nhà máy", "bưu điện", "văn phòng", "thanh niên", "hiệp hội",
    "điện lực", "đồn", "hạt", "kho bạc", "quỹ", "tổng công ty", "học viện", "chi nhánh",
    "thầy cô", "người đứng đầu", "kế toán", "bí thư chi bộ", "ban quản lý", "đội ngũ",
    "sở ban ngành", "ca", "thanh tra", "công an", "quân sự", "tòa án", "đồng bào", "nhân dân",
    "người dân", "lớp", "đơn vị trường", "phòng chuyên môn", "tổ viên", "già làng",
    "người có uy tín", "khu", "sư đoàn",
)  # fmt: skip

#: What a number may stand before instead ("17 ấp", "05 giáo xứ"), besides places.
COUNTED = (
    "trường", "chi bộ", "giáo xứ", "đơn vị", "chi hội", "chi đoàn", "hợp tác xã", "doanh nghiệp",
)  # fmt: skip

#: Words that look like the beginning of a name and are none.
NOT_HEADS = (
    "đơn vị nào", "cơ quan nào", "trường nào", "tập thể nào", "địa phương nào", "cá nhân nào",
    "phòng nào", "hội nào", "thôn nào", "cán bộ nào", "ban hành", "tổ chức", "phòng chống", "phòng ngừa", "phòng tránh", "phòng họp", "hội nghị",
    "hội thảo", "hội thi", "hội họp", "đoàn kết", "trang trí", "trang bị", "trang trọng",
    "hội làng", "đài thọ", "báo cáo", "báo chí cách mạng", "hội nhập", "hội trường", "công khai",
    "trường hợp", "phó mặc", "trường kỳ", "lãnh đạo chỉ đạo", "đơn vị tính", "thống kê số",
    "thanh tra việc", "hội đủ", "ban đầu", "thường trực tiếp", "thống nhất", "kế toán quyết toán",
    "đoàn viên", "lực lượng lao động", "hội viên", "ban đêm", "ban ngày", "ban tối",
    "văn phòng phẩm", "sở hữu", "sở thích", "bộ máy", "bộ hồ sơ", "bộ tiêu chí", "bộ chỉ số",
    "bộ luật", "bộ câu hỏi", "bộ tài liệu", "cục bộ", "đài tưởng niệm", "trường lớp",
    "phòng bệnh", "phòng dịch", "phòng cháy", "hội khỏe", "hội diễn", "hội thao", "hội chợ",
    "hội xuân", "hội đàm", "hội chẩn", "tổ quốc", "bảo hiểm y tế", "nhóm nhiệm vụ",
    "nhóm giải pháp", "ngành nghề", "trang phục", "cổng chào", "báo động", "báo tin", "viện trợ",
    "viện dẫn", "chủ tịch hồ chí minh", "bản đồ", "bản cam kết", "bản kiểm điểm", "bản thân",
    "bản sao", "nhóm đối tượng", "nhóm tiêu chí", "đội hình", "đội bay", "lãnh đạo điều hành",
    "ban bố", "khoa học", "khoa học công nghệ", "khối lượng", "vụ việc", "vụ án", "tổ hợp",
    "thành viên mới", "hội ngộ", "đài hoa", "làng nghề", "trạm bơm", "thuế suất", "quỹ đất",
    "ấp ủ", "y tế học đường", "trường học hạnh phúc", "trường học thân thiện", "phòng học",
    "phòng thi", "phòng thủ", "hội thề", "báo công", "cơ quan nhà", "thư ký duyệt",
    "học sinh giỏi", "đơn vị hành chính", "địa phương mình", "tổ chức đảng viên", "vụ mùa",
    "vụ đông", "vụ hè", "cụm công nghiệp", "cụm dân cư", "khối đại đoàn kết", "bản quyền",
    "phó thác", "chỉ huy động", "chủ trì phối hợp", "người lao động nghèo", "phòng trừ",
    "quỹ tiền", "thôn văn hóa", "ấp văn hóa", "khóm văn hóa", "gia đình văn hóa", "trang web",
    "thư viện số", "nhóm trẻ", "hộ khẩu", "lực lượng sản xuất", "đội mũ", "hội quán",
    "trung tâm kinh tế", "cơ sở vật chất", "cơ sở dữ liệu", "cơ sở hạ tầng", "cơ sở pháp lý",
    "cơ sở lý luận", "cơ sở thực tiễn", "cơ sở để",
)  # fmt: skip

#: These are none even where a comma stands within.
NOT_HEADS_ACROSS_COMMA = ("phòng chống", "phòng ngừa", "phòng trừ")

#: Bodies only where a level or another capital follows ("Thống kê tỉnh"); else they are a task.
NEED_PLACE = ("thống kê", "thanh tra", "kiểm lâm", "thuế", "bảo hiểm", "viện")

AFTER_THEM = ("cơ sở", "khu vực", "nhà nước", "cấp", "khu công nghiệp")

#: Words in front of an office or a person that are no part of the name.
COURTESIES = (
    "các đồng chí", "đồng chí", "đ/c", "các đ/c", "ông", "bà", "các ông bà", "ông bà", "anh",
    "chị", "cô", "thầy", "các ông", "các bà", "thầy cô",
)  # fmt: skip

#: Those of them that stand before several persons, each with an office of his own.
SEVERAL_PERSONS = (
    "các đồng chí", "các đ/c", "các ông bà", "các ông", "các bà", "ông bà", "thầy cô",
)  # fmt: skip
