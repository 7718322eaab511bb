"""Words of which names of bodies and offices are made. Extend every table as you meet new ones.

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
    "trang", "cổng", "đài", "báo", "bản tin", "công ty", "tập đoàn", "tổng công ty", "doanh nghiệp",
    "ngân hàng", "bảo hiểm", "bệnh viện", "kho bạc", "chi cục", "cục", "tổng cục", "thuế",
    "thống kê", "hải quan", "điện lực", "viện", "học viện", "tòa án", "tổ", "đội", "khóm", "ấp",
    "thôn", "bản", "buôn", "làng", "xóm", "khu phố", "khu dân cư", "tổ dân phố", "khối phố",
    "bộ phận", "thường trực", "lực lượng", "nhà trường", "cơ quan", "đơn vị", "hợp tác xã",
    "câu lạc bộ", "thanh tra", "nhà văn hóa", "nhà thiếu nhi", "thư viện", "bảo tàng", "bưu điện",
    "xí nghiệp", "nhà máy", "hạt kiểm lâm", "hạt", "kiểm lâm", "chi đoàn", "chi hội", "chi nhánh",
    "phân hội", "liên hiệp", "liên minh", "hiệp hội", "quỹ", "ngành", "nhóm", "đội ngũ",
    "ban quản lý", "phân xưởng", "khoa", "vụ", "cụm", "khối", "lâm trường", "nông trường",
    "hội đồng phối hợp phổ biến giáo dục pháp luật", "tư pháp hộ tịch", "tài chính kế toán", "địa chính xây dựng", "địa chính nông nghiệp",
    "văn hóa xã hội", "văn hóa thông tin", "tịnh xá", "giáo xứ", "cơ sở", "thông tấn xã", "nhà xuất bản", "nhà hát", "tạp chí",
    "trường chính trị", "phân hiệu", "hội thánh", "ban trị sự", "tổng đội", "liên đội", "viễn thông",
    "viện kiểm sát", "dân quân", "cảnh sát", "chính quyền", "vườn quốc gia", "khu bảo tồn",
)  # fmt: skip

#: Offices and persons by their work, when the first letter is a capital.
OFFICES = (
    "hiệu trưởng", "phó hiệu trưởng", "thủ trưởng", "trưởng", "phó trưởng", "phó", "giám đốc",
    "phó giám đốc", "tổng giám đốc", "chủ tịch", "phó chủ tịch", "bí thư", "phó bí thư",
    "chỉ huy", "chỉ huy trưởng", "chính trị viên", "kế toán", "thủ quỹ", "văn thư", "thành viên",
    "nhân viên", "tổng phụ trách", "hộ gia đình", "chánh", "chánh văn phòng", "lãnh đạo",
    "ủy viên", "người đứng đầu", "giáo viên", "giảng viên", "chủ nhiệm", "chủ hộ", "chủ cơ sở",
    "chủ đầu tư", "nhà thầu", "tổ trưởng", "nhóm trưởng", "đội trưởng", "cộng tác viên",
    "y tá", "bác sĩ", "phóng viên", "thư ký", "tổng thư ký", "già làng", "người có uy tín",
    "học sinh", "phụ huynh", "hộ kinh doanh", "báo cáo viên", "tuyên truyền viên", "thẩm phán",
    "viện trưởng", "đảng ủy viên", "huyện ủy viên", "tỉnh ủy viên", "thành ủy viên", "cục trưởng", "chi cục trưởng", "hạt trưởng", "đồn trưởng", "tổ viên",
    "đại biểu", "hướng dẫn viên", "thôn trưởng", "ban giám hiệu", "ban giám đốc", "tập thể",
    "chủ rừng", "người lao động", "bộ trưởng", "vụ trưởng",
    "thủ tướng", "thủ tướng chính phủ", "chính phủ", "quốc hội", "đại diện", "chi hội trưởng",
    "bí thư chi bộ", "bí thư đoàn", "trạm trưởng",
)  # fmt: skip

#: Abbreviations that begin a name, in capitals only.
SHORT_HEADS = (
    "UBND", "HĐND", "UBMT", "UBMTTQ", "UBMTTQVN", "MTTQ", "MTTQVN", "UBKT", "UBBC", "BTT", "BTV",
    "BCH", "BCHQS", "BCĐ", "BTC", "BQL", "BCT", "BTG", "BXD", "TTĐT", "TTYT", "TTVH", "TTPVHCC", "VP",
    "VNPT", "Viettel", "HTX", "CLB", "ĐTN", "LĐLĐ", "CĐCS", "HPN", "HND", "HCCB", "HCTĐ", "CA",
    "BHXH", "KBNN", "NHCSXH", "TAND", "VKSND", "TTHTCĐ", "TVĐU", "ĐU", "TTr",
    "PCT", "BGH", "GVCN", "TPT", "MobiFone", "EVN", "Agribank", "TTDVC", "BCA", "BQP", "KHCN",
    "CQĐT", "BCS", "TYT", "QTDND", "BVĐK", "VKS", "CSGT", "LLVT", "CBCC", "CCVC", "CBGV", "TDP",
)  # fmt: skip

#: Heads that stand also in small letters within a sentence.
HEADS = (
    "UBND", "HĐND", "nhà trường", "cán bộ phụ trách", "cán bộ, công chức", "công chức",
    "cán bộ kỹ thuật", "cán bộ nội vụ", "cán bộ truyền thanh", "cán bộ văn hóa", "doanh nghiệp",
    "viện nghiên cứu", "trường đại học", "cơ sở đào tạo", "bộ phận", "phòng", "ủy ban nhân dân",
    "ủy ban mặt trận", "đoàn thể", "chính quyền", "thành viên", "đơn vị", "cơ quan", "ban", "hội",
    "mặt trận", "hội đồng", "công an", "trạm", "trường", "tổ", "trung tâm", "đội ngũ", "lực lượng",
    "địa phương", "trang thông tin", "cổng thông tin", "sở", "công đoàn", "đoàn thanh niên",
    "chi bộ", "chi hội", "chi đoàn", "ngân hàng", "bệnh viện", "chủ đầu tư", "nhà thầu", "báo chí",
    "khóm", "ấp", "thôn", "khu phố", "tổ dân phố", "trưởng thôn", "trưởng ấp", "trưởng khóm",
    "hợp tác xã", "câu lạc bộ", "đoàn viên", "hội viên", "cựu chiến binh", "dân quân",
    "ban ngành", "cơ quan chức năng", "ngành", "người đứng đầu", "thủ trưởng", "lãnh đạo",
    "hiệu trưởng", "giáo viên", "kế toán", "văn phòng", "quân đội", "quân sự", "bộ đội",
    "chủ rừng", "cấp ủy", "cụm thi đua", "khối thi đua", "tập đoàn", "công ty", "chi cục",
    "đồn biên phòng", "ban quản lý", "tiểu ban", "ban tổ chức", "ban chỉ đạo", "đài", "đội", "nhóm", "tổ chức chính trị",
    "mạnh thường quân", "nhà tài trợ", "nhà hảo tâm", "phụ huynh", "cha mẹ học sinh", "gia đình",
    "đảng ủy", "thường trực", "bí thư", "chủ tịch", "tổ trưởng", "già làng", "người có uy tín",
)  # fmt: skip

#: Words of number in front of a group; one of ``GROUP_NOUNS`` must follow.
PLURALS = (
    "các", "những", "từng", "mỗi", "toàn thể", "toàn bộ", "tất cả", "tất cả các", "một số",
    "toàn thể các", "tập thể",
)  # fmt: skip

#: What a group of bodies or persons is made of.
GROUP_NOUNS = (
    "cơ quan", "đơn vị", "phòng", "phòng ban", "ban", "ban ngành", "sở", "sở ngành", "bộ", "ngành",
    "đoàn thể", "tổ chức", "địa phương", "xã", "phường", "thị trấn", "thị xã", "huyện", "quận",
    "tỉnh", "thành phố", "thôn", "khóm", "ấp", "bản", "buôn", "làng", "xóm", "khu phố", "khu dân cư",
    "tổ dân phố", "khối phố", "tổ", "đội", "nhóm", "hộ", "hộ dân", "hộ gia đình", "hộ kinh doanh",
    "doanh nghiệp", "công ty", "tập đoàn", "hợp tác xã", "ngân hàng", "trường", "nhà trường",
    "trường học", "cơ sở giáo dục", "cơ sở kinh doanh", "cơ sở sản xuất", "cơ sở y tế",
    "cơ sở đào tạo", "cơ sở đảng", "cơ sở hội", "cơ sở đoàn", "cơ sở khám", "cơ sở tôn giáo",
    "cơ sở thờ tự", "cơ sở lưu trú", "thành viên", "đồng chí", "ông", "bà", "chi bộ", "đảng bộ",
    "đảng ủy", "chi ủy", "cấp ủy", "tổ chức đảng", "chi hội", "chi đoàn", "hội", "hội đoàn thể",
    "đoàn", "câu lạc bộ", "lực lượng", "cấp hội", "cấp bộ đoàn", "cấp công đoàn", "công đoàn",
    "cán bộ", "công chức", "viên chức", "nhân viên", "chuyên viên", "giáo viên", "giảng viên",
    "cộng tác viên", "đoàn viên", "hội viên", "đảng viên", "học sinh", "sinh viên", "phụ huynh",
    "chủ hộ", "chủ cơ sở", "chủ đầu tư", "chủ rừng", "chủ doanh nghiệp", "nhà thầu",
    "nhà đầu tư", "trưởng thôn", "trưởng ấp", "trưởng khóm", "trưởng bản", "trưởng ban",
    "trưởng phòng", "trưởng đoàn thể", "trưởng khu", "tổ trưởng", "bí thư", "chủ tịch",
    "phó chủ tịch", "hiệu trưởng", "thủ trưởng", "lãnh đạo", "ủy viên", "đại biểu",
    "trung tâm", "trạm", "bệnh viện", "viện", "đài", "báo", "chi cục", "cục", "vụ", "khoa",
    "bộ phận", "tiểu ban", "ban chỉ đạo", "hội đồng", "cụm", "khối", "cụm thi đua", "khối thi đua",
    "UBND", "HĐND", "ủy ban", "ủy ban nhân dân", "UBMTTQ", "MTTQ", "mặt trận", "phân hội",
    "phóng viên", "báo cáo viên", "tuyên truyền viên", "cá nhân", "tập thể", "gia đình", "dòng họ",
    "tổ chức hội", "chi tổ hội", "chi tổ", "cụm khối thi đua", "cụm khối", "bên", "cấp", "cấp chính quyền", "chức sắc", "chốt", "điểm trường", "nhà văn hóa",
    "trang thông tin", "cổng thông tin", "cơ quan báo chí", "giáo xứ", "chùa", "phân xưởng",
    "người lao động", "đầu mối", "nhà máy", "bưu điện", "văn phòng", "thanh niên", "hiệp hội",
    "điện lực", "đồn", "hạt", "kho bạc", "quỹ", "tổng công ty", "học viện", "chi nhánh", "thầy cô",
    "người đứng đầu", "kế toán", "bí thư chi bộ", "ban quản lý", "đội ngũ", "sở ban ngành", "ca",
    "thanh tra", "công an", "quân sự", "tòa án", "đồng bào", "nhân dân", "người dân", "lớp",
    "đơn vị trường", "phòng chuyên môn", "tổ viên", "già làng", "người có uy tín", "khu", "sư đoàn",
)  # fmt: skip

#: Groups that can only be asked where they stand as a subject; as an object they are the audience.
AUDIENCE = (
    "cán bộ", "đảng viên", "hội viên", "đoàn viên", "nhân dân", "người dân", "học sinh", "hộ dân",
    "công chức", "tổ chức", "cá nhân", "đồng bào", "gia đình", "phụ huynh",
)  # fmt: skip

#: What a number may stand before instead ("17 ấp", "05 giáo xứ"), besides places.
COUNTED = (
    "trường", "chi bộ", "giáo xứ", "đơn vị", "chi hội", "chi đoàn", "hợp tác xã", "doanh nghiệp",
)  # fmt: skip

#: Persons that go on with such a group without a number before them.
PERSONS = ("viên chức", "người lao động", "giáo viên", "chiến sĩ", "nhân viên", "cán bộ")

#: Words that look like the beginning of a name and are none.
NOT_HEADS = (
    "ban hành",
    "tổ chức",
    "phòng chống",
    "phòng ngừa",
    "phòng tránh",
    "phòng họp",
    "hội nghị",
    "hội thảo",
    "hội thi",
    "hội họp",
    "đoàn kết",
    "trang trí",
    "trang bị",
    "trang trọng",
    "hội làng",
    "đài thọ",
    "báo cáo",
    "báo chí cách mạng",
    "hội nhập",
    "hội trường",
    "công khai",
    "trường hợp",
    "phó mặc",
    "trường kỳ",
    "lãnh đạo chỉ đạo",
    "đơn vị tính",
    "thống kê số",
    "thanh tra việc",
    "hội đủ",
    "ban đầu",
    "thường trực tiếp",
    "thống nhất",
    "kế toán quyết toán",
    "đoàn viên",
    "lực lượng lao động",
    "hội viên",
    "ban đêm",
    "ban ngày",
    "ban tối",
    "văn phòng phẩm",
    "sở hữu",
    "sở thích",
    "bộ máy",
    "bộ hồ sơ",
    "bộ tiêu chí",
    "bộ chỉ số",
    "bộ luật",
    "bộ câu hỏi",
    "bộ tài liệu",
    "cục bộ",
    "đài tưởng niệm",
    "trường lớp",
    "phòng bệnh",
    "phòng dịch",
    "phòng cháy",
    "hội khỏe",
    "hội diễn",
    "hội thao",
    "hội chợ",
    "hội xuân",
    "hội đàm",
    "hội chẩn",
    "tổ quốc",
    "bảo hiểm y tế",
    "nhóm nhiệm vụ",
    "nhóm giải pháp",
    "ngành nghề",
    "trang phục",
    "cổng chào",
    "báo động",
    "báo tin",
    "viện trợ",
    "viện dẫn",
    "chủ tịch hồ chí minh",
    "bản đồ",
    "bản cam kết",
    "bản kiểm điểm",
    "bản thân",
    "bản sao",
    "nhóm đối tượng",
    "nhóm tiêu chí",
    "đội hình",
    "đội bay",
    "lãnh đạo điều hành",
    "ban bố",
    "khoa học",
    "khoa học công nghệ",
    "khối lượng",
    "vụ việc",
    "vụ án",
    "tổ hợp",
    "thành viên mới",
    "hội ngộ",
    "đài hoa",
    "làng nghề",
    "trạm bơm",
    "thuế suất",
    "quỹ đất",
    "ấp ủ",
    "y tế học đường",
    "trường học hạnh phúc",
    "trường học thân thiện",
    "phòng học",
    "phòng thi",
    "phòng thủ",
    "hội thề",
    "báo công",
    "cơ quan nhà",
    "thư ký duyệt",
    "học sinh giỏi",
    "đơn vị hành chính",
    "địa phương mình",
    "tổ chức đảng viên",
    "vụ mùa",
    "vụ đông",
    "vụ hè",
    "cụm công nghiệp",
    "cụm dân cư",
    "khối đại đoàn kết",
    "bản quyền",
    "phó thác",
    "chỉ huy động",
    "chủ trì phối hợp",
    "người lao động nghèo",
    "phòng trừ",
    "quỹ tiền",
    "thôn văn hóa",
    "ấp văn hóa",
    "khóm văn hóa",
    "gia đình văn hóa",
    "trang web",
    "thư viện số",
    "nhóm trẻ",
    "hộ khẩu",
    "lực lượng sản xuất",
    "đội mũ",
    "hội quán",
    "trung tâm kinh tế",
    "cơ sở vật chất",
    "cơ sở dữ liệu",
    "cơ sở hạ tầng",
    "cơ sở pháp lý",
    "cơ sở lý luận",
    "cơ sở thực tiễn",
    "cơ sở để",
)

#: These are none even where a comma stands within.
NOT_HEADS_ACROSS_COMMA = ("phòng chống", "phòng ngừa", "phòng trừ")  # fmt: skip

#: Bodies only where a level or another capital follows ("Thống kê tỉnh"); else they are a task.
NEED_PLACE = ("thống kê", "thanh tra", "kiểm lâm", "thuế", "bảo hiểm", "viện")
AFTER_THEM = ("cơ sở", "khu vực", "nhà nước", "cấp", "khu công nghiệp")

#: Fields of work that a Sở, a Phòng, a Ban is named by. A comma here allows one in the text.
FIELDS = (
    "nội vụ", "tài chính", "tài chính - kế hoạch", "kế hoạch và đầu tư", "kế hoạch - tài chính",
    "tư pháp", "tư pháp - hộ tịch", "y tế", "giáo dục và đào tạo", "giáo dục", "công thương",
    "xây dựng", "kinh tế", "kinh tế - ngân sách", "kinh tế và hạ tầng", "kinh tế hạ tầng",
    "kinh tế, hạ tầng và đô thị", "kinh tế, xây dựng và đô thị", "quản lý đô thị", "dân tộc",
    "văn hóa", "văn hóa - xã hội", "văn hóa và xã hội", "văn hóa và thông tin", "văn hóa thông tin",
    "văn hóa - thông tin", "văn hóa, thể thao và du lịch", "văn hóa và thể thao", "du lịch",
    "văn hóa, khoa học và thông tin", "văn hóa, thông tin và thể thao", "thông tin và truyền thông",
    "văn hóa, thông tin, thể thao", "văn hóa - thông tin và thể thao", "văn hóa thể thao",
    "văn hóa, thông tin và truyền thanh", "văn hóa - thể thao và truyền thanh",
    "văn hóa, thể thao và truyền thông", "truyền thông và văn hóa", "văn xã",
    "khoa học và công nghệ", "nông nghiệp", "nông nghiệp và môi trường", "tài nguyên và môi trường",
    "nông nghiệp và phát triển nông thôn", "lao động - thương binh và xã hội", "ngoại vụ",
    "lao động, thương binh và xã hội", "giao thông vận tải", "giao thông công chính",
    "dân tộc và tôn giáo", "dân tộc - tôn giáo", "quy hoạch - kiến trúc", "quy hoạch và kiến trúc",
    "pháp chế", "đô thị", "tổ chức", "tổ chức cán bộ", "tổ chức - hành chính", "hành chính",
    "hành chính - tổng hợp", "hành chính - quản trị", "quản trị", "tổng hợp", "kế hoạch",
    "tuyên giáo", "tuyên giáo và dân vận", "dân vận", "nội chính", "xây dựng đảng", "kiểm tra",
    "tổ chức - nội vụ", "đào tạo", "kỹ thuật", "nghiệp vụ", "công tác chính trị", "tham mưu",
    "hậu cần", "chính trị", "phát thanh, truyền hình", "phát thanh - truyền hình",
    "phát thanh và truyền hình", "văn phòng - thống kê", "địa chính", "địa chính - xây dựng",
    "địa chính - nông nghiệp", "tài chính - kế toán", "lao động", "thi đua - khen thưởng",
    "thi đua, khen thưởng", "công nghệ thông tin", "tôn giáo", "môi trường", "thủy lợi",
    "chăn nuôi và thú y", "trồng trọt và bảo vệ thực vật", "bảo trợ xã hội", "người có công",
    "cải cách hành chính", "kiểm soát thủ tục hành chính", "tiếp công dân", "một cửa",
    "công nghiệp", "thương mại", "công tác đảng", "dân số", "ngân sách", "việc làm", "thể thao",
    "đối ngoại", "cơ yếu", "chuyển đổi số",
    "công nghệ số", "khoa học", "sự nghiệp", "thông tin", "truyền thông", "tín dụng",
    "giáo dục chính trị", "quốc phòng", "quốc phòng và an ninh", "ngoại giao", "nông thôn",
)  # fmt: skip

#: Further parts of names that begin in small letters or are longer than two syllables.
PARTS = (
    "nhân dân", "mặt trận", "tổ quốc", "việt nam", "liên hiệp phụ nữ", "thanh niên", "hội phụ nữ",
    "cộng sản hồ chí minh", "hồ chí minh", "chữ thập đỏ", "người cao tuổi", "khuyến học", "hộ tịch",
    "cựu thanh niên xung phong", "thanh niên xung phong", "nạn nhân chất độc da cam", "da cam",
    "người khuyết tật", "bảo vệ quyền trẻ em", "luật gia", "nhà báo", "văn học nghệ thuật", "đông y",
    "làm vườn", "sinh vật cảnh", "người mù", "doanh nhân", "doanh nghiệp", "cựu giáo chức",
    "quân sự", "biên phòng", "cảnh sát", "cảnh sát giao thông", "cảnh sát khu vực", "an ninh",
    "an ninh trật tự", "bảo vệ an ninh trật tự", "bảo vệ dân phố", "dân quân", "dân quân tự vệ",
    "dân phòng", "trật tự", "trật tự đô thị", "quản lý đô thị", "quản lý thị trường", "quản lý chợ",
    "quản lý dự án", "quản lý rừng", "rừng phòng hộ", "rừng đặc dụng", "khu công nghiệp", "khu kinh tế",
    "dự án", "đầu tư", "đầu tư xây dựng", "xây dựng đảng", "phát triển quỹ đất", "quỹ đất",
    "khu vực", "công trình", "công cộng", "dịch vụ", "dịch vụ công", "dịch vụ công ích", "công ích",
    "hành chính", "hành chính công", "phục vụ hành chính công", "kiểm soát thủ tục hành chính",
    "cung ứng dịch vụ công", "sự nghiệp", "sự nghiệp công", "công lập", "ngoài công lập", "tư thục",
    "chính trị", "chính trị - xã hội", "xã hội", "xã hội - nghề nghiệp", "nghề nghiệp", "đặc thù",
    "quần chúng", "tôn giáo", "thành viên", "chuyên môn", "chuyên trách", "không chuyên trách",
    "bán chuyên trách", "nghiệp vụ", "kỹ thuật", "hành chính sự nghiệp", "quốc phòng", "thường trực",
    "thường vụ", "chấp hành", "cán sự", "trực thuộc", "liên quan", "có liên quan", "chức năng",
    "các cấp", "cấp tỉnh", "cấp huyện", "cấp xã", "hai cấp", "cùng cấp", "cấp trên", "cấp dưới", "cấp",
    "cơ sở", "ở cơ sở", "tại cơ sở", "liên cơ", "liên ngành", "đầu ngành", "chủ quản", "địa phương",
    "địa bàn", "trên địa bàn", "đóng trên địa bàn", "đứng chân trên địa bàn", "tại địa phương",
    "trong tỉnh", "trong huyện", "trong xã", "trong phường", "trong hệ thống chính trị", "trong khối",
    "trong và ngoài", "ngoài nhà nước", "nhà nước", "tư nhân", "trung ương", "thông tin đại chúng",
    "đại chúng", "báo chí", "truyền thông", "truyền thanh", "truyền hình", "thông tin điện tử",
    "điện tử", "thông tin", "truyền thông đa phương tiện", "học tập cộng đồng", "cộng đồng",
    "công nghệ số", "công nghệ số cộng đồng", "công nghệ", "công nghệ thông tin", "chuyển đổi số",
    "tự quản", "liên gia", "hòa giải", "dân cư", "dân phố", "văn hóa", "thể dục thể thao", "thể thao",
    "nghệ thuật", "du lịch", "nông nghiệp", "nông thôn", "nông thôn mới", "phát triển nông thôn",
    "khuyến nông", "thủy lợi", "thú y", "bảo vệ thực vật", "thủy sản", "kiểm lâm", "lâm nghiệp",
    "thủy nông", "cấp nước", "thoát nước", "môi trường", "môi trường đô thị", "vệ sinh môi trường",
    "y tế", "y tế dự phòng", "y tế công lập", "đa khoa", "dân số", "dược", "kiểm soát bệnh tật",
    "chăm sóc sức khỏe", "phòng chống dịch", "phòng chống thiên tai", "tìm kiếm cứu nạn",
    "cứu nạn cứu hộ", "phòng cháy chữa cháy", "phòng thủ dân sự", "phòng chống tội phạm",
    "phòng chống tham nhũng", "tệ nạn xã hội", "an toàn giao thông", "an toàn thực phẩm",
    "vệ sinh an toàn thực phẩm", "giảm nghèo", "bầu cử", "thi đua", "thi đua khen thưởng",
    "khen thưởng", "quy chế dân chủ", "nếp sống văn hóa", "đời sống văn hóa", "xây dựng nông thôn mới",
    "xây dựng nếp sống", "chương trình mục tiêu quốc gia", "mục tiêu quốc gia", "vì sự tiến bộ phụ nữ",
    "vì sự tiến bộ của phụ nữ", "phối hợp liên ngành", "giải phóng mặt bằng", "bồi thường",
    "sản xuất", "kinh doanh", "thương mại", "công nghiệp", "xây dựng", "vận tải", "điện", "du lịch",
    "kinh tế", "tài chính", "ngân sách", "tài vụ", "kế toán", "kế hoạch", "tổng hợp", "văn thư",
    "lưu trữ", "hành chính quản trị", "tư pháp", "tư vấn", "pháp chế", "pháp luật", "nội vụ",
    "tuyên giáo", "dân vận", "nội chính", "cơ quan đảng", "chính quyền", "đảng", "đoàn thể", "đoàn",
    "công đoàn", "liên đoàn", "ban ngành", "phòng ban", "hội", "giáo dục", "đào tạo", "mầm non",
    "mẫu giáo", "tiểu học", "trung học", "trung học cơ sở", "trung học phổ thông", "phổ thông",
    "giáo dục thường xuyên", "giáo dục nghề nghiệp", "dạy nghề", "đại học", "cao đẳng", "trung cấp",
    "học", "trường học", "nội trú", "bán trú", "dân tộc nội trú", "dân tộc bán trú", "chủ nhiệm",
    "bộ môn", "chuyên môn nghiệp vụ", "khối lớp", "lớp", "các lớp", "học sinh", "cha mẹ học sinh",
    "đại diện cha mẹ học sinh", "đội thiếu niên", "thiếu niên tiền phong", "tiền phong", "thiếu nhi",
    "trẻ em", "phụ nữ", "nông dân", "cựu chiến binh", "lao động", "người lao động", "công nhân",
    "viên chức", "công chức", "cán bộ", "đảng viên", "đoàn viên", "hội viên", "chiến sĩ", "quần chúng",
    "ngân hàng", "tín dụng", "chính sách xã hội", "chính sách", "tiết kiệm", "vay vốn",
    "tiết kiệm và vay vốn", "bảo hiểm", "bảo hiểm xã hội", "xổ số kiến thiết", "hàng không", "đường bộ",
    "đường sắt", "cảng", "bến xe", "chợ", "thương nghiệp", "điện lực", "viễn thông", "bưu chính",
    "nhân dân tối cao", "thi hành án", "thi hành án dân sự", "kiểm sát", "tòa án", "trọng tâm",
    "ủy", "ủy viên", "đại biểu", "đại biểu quốc hội", "quốc hội", "dân tộc", "miền núi", "kinh phí",
    "tham mưu giúp việc", "tham mưu, giúp việc", "giúp việc", "nòng cốt", "xung kích", "xung kích phòng chống thiên tai",
    "vũ trang", "thường trú", "lưu trú", "thờ tự", "khám chữa bệnh", "khám bệnh chữa bệnh", "đảng bộ",
    "kinh tế - xã hội", "khoa học", "khoa học kỹ thuật", "nghiên cứu", "thực nghiệm", "ứng dụng",
    "trưởng", "phó", "thư ký", "tổ trưởng", "đơn vị", "tổ viên", "sản xuất kinh doanh", "tự nguyện",
    "bảo vệ rừng", "phát triển rừng", "bảo vệ bí mật nhà nước", "công tác mặt trận", "công tác đảng",
    "thanh tra nhân dân", "giám sát đầu tư của cộng đồng", "giám sát đầu tư cộng đồng", "liên kết",
    "thực hiện quy chế dân chủ", "phản ứng nhanh", "phụ trách địa bàn",
    "dịch bệnh", "an sinh xã hội", "an toàn", "đô thị", "văn minh đô thị", "nội dung", "nhiệm vụ",
    "lĩnh vực", "địa chính", "đất đai", "thường xuyên và đột xuất", "hiệu", "năm học", "thông tin cơ sở",
    "thông tin ở cơ sở", "văn nghệ", "hậu cần", "vận động", "vận động quỹ", "người có công",
    "thương binh và xã hội", "nhà trường", "quản lý", "phối hợp thực hiện quy chế", "kết nghĩa", "đỡ đầu",
    "chủ lực", "đối ngoại", "tham gia đào tạo", "bán chuyên", "xã viên", "chủ chốt", "chủ nhiệm lớp",
    "kinh tế hạ tầng", "ngoài quốc doanh", "vừa và nhỏ", "nhỏ và vừa", "trọng điểm", "văn phòng", "công tác", "giao dịch",
    "phổ biến, giáo dục pháp luật", "giáo dục pháp luật", "an ninh, trật tự", "phòng cháy, chữa cháy",
    "phòng, chống thiên tai", "phòng, chống dịch", "phòng, chống tội phạm", "phòng, chống tham nhũng",
    "phòng, chống dịch bệnh", "phòng, chống lụt bão", "tìm kiếm, cứu nạn", "cứu nạn, cứu hộ",
    "thông tấn, báo chí", "thông tấn báo chí", "thông tin, báo chí", "báo, đài", "phòng, chống ma túy",
    "thông tin, truyền thông", "tham nhũng, tiêu cực", "phòng, chống tham nhũng, lãng phí, tiêu cực",
    "chuyên ngành", "ngang bộ", "tâm lý", "học đường", "học sinh sinh viên", "tâm thần", "chi nhánh", "tiểu học và trung học cơ sở",
    "TH và THCS", "THCS và THPT", "trung học cơ sở và trung học phổ thông", "tiểu học và THCS",
    "giúp việc đảng ủy",
)  # fmt: skip

#: Group names may go on with these ("Các đơn vị được giao nhiệm vụ").
GROUP_PARTS = (
    "được phân công", "được phân công chủ trì", "được phân công phụ trách", "được giao",
    "được giao nhiệm vụ", "được giao chủ trì", "được phân công nhiệm vụ", "được giao phụ trách",
    "được phân công phối hợp", "được giao chủ trì thực hiện", "được phân công theo dõi",
    "có tên", "có tên trên", "có chức năng", "có điều kiện", "có liên quan", "có nhu cầu",
    "thụ hưởng", "chịu ảnh hưởng",
)  # fmt: skip

#: A name may end in these where a verb, a mark or nothing follows.
TAILS = (
    "khác", "còn lại", "nêu trên", "trên", "dưới đây", "sau đây", "sau", "này", "nói trên", "mới", "cũ",
    "mình", "nơi cư trú", "nơi công tác",
)  # fmt: skip

#: Small words by which a name goes on to a place or an owner; what follows belongs to it.
JOINTS = (
    "thuộc", "trực thuộc", "của", "tại", "ở", "trong", "trên địa bàn", "đóng tại", "đóng trên địa bàn",
    "giáp ranh", "kiêm", "liên quan đến",
)  # fmt: skip

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
    "xã", "phường", "thị trấn", "thị xã", "huyện", "tỉnh", "thành phố", "quận", "khóm", "ấp", "thôn",
)  # fmt: skip

#: One word of a level or a settlement; a name may end in it.
PLACE_WORDS = (
    "xã", "phường", "huyện", "tỉnh", "quận", "thôn", "khóm", "ấp", "bản", "buôn", "làng", "xóm",
    "thị trấn", "thị xã", "thành phố", "tổ dân phố", "khu phố", "khu dân cư", "đặc khu",
)  # fmt: skip

#: Words in front of an office or a person that are no part of the name.
COURTESIES = (
    "các đồng chí", "đồng chí", "đ/c", "các đ/c", "ông", "bà", "các ông bà", "ông bà", "anh", "chị",
    "cô", "thầy", "các ông", "các bà", "thầy cô",
)  # fmt: skip

#: Those of them that stand before several persons, each with an office of his own.
SEVERAL_PERSONS = (
    "các đồng chí", "các đ/c", "các ông bà", "các ông", "các bà", "ông bà", "thầy cô",
)  # fmt: skip

#: Heads of which one may serve a list ("Phòng Nội vụ, Tư pháp"): its fields stand after it.
SHARED_BY_FIELD = ("sở", "phòng", "ban", "bộ", "trường", "khoa", "công chức", "trung tâm")

#: Heads of which one may serve a list of proper names or numbers ("Trường THCS A, B", "Ấp 1, 2").
SHARED_BY_NAME = (
    "trường", "thôn", "khóm", "ấp", "khu phố", "tổ dân phố", "bản", "buôn", "làng", "xóm", "xã",
    "phường", "UBND xã", "UBND phường",
)  # fmt: skip

#: Kinds of schools, which stand between "Trường" and a proper name.
SCHOOLS = (
    "tiểu học", "mầm non", "mẫu giáo", "trung học cơ sở", "trung học phổ thông", "THCS", "THPT", "TH",
    "MN", "TH&THCS", "tiểu học và trung học cơ sở", "TH và THCS", "THCS và THPT", "PTDTBT", "PTDTNT",
)  # fmt: skip

#: Small nouns that go on with the name before them ("các cơ quan, đơn vị") unless a name follows.
BARE_NOUNS = (
    "đơn vị", "cơ quan", "địa phương", "ban ngành", "ban", "đoàn thể", "hội", "tổ", "phòng",
    "ngành", "bộ phận", "thành viên", "lực lượng", "trường", "trung tâm", "hội đồng", "khối",
    "xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "thành phố", "thôn", "khóm", "ấp", "bản",
    "buôn", "làng", "xóm", "tổ dân phố", "khu phố", "khu dân cư", "doanh nghiệp", "hợp tác xã",
    "công chức", "viên chức", "đảng viên", "đoàn viên", "hội viên", "người lao động", "nhân viên",
    "giáo viên", "học sinh", "cá nhân", "tổ chức đoàn thể", "tổ chức chính trị", "chi bộ", "chi hội",
    "chi đoàn", "đảng bộ", "cấp ủy", "cấp hội", "chính quyền", "cụm", "nhóm", "đội", "câu lạc bộ",
    "khối thi đua", "cụm thi đua",    "hộ gia đình", "hộ dân", "hộ kinh doanh", "cơ sở", "cơ sở sản xuất", "cơ sở kinh doanh", "trạm",
    "đảng ủy", "sở", "phụ huynh", "nhân dân", "chiến sĩ", "cán bộ", "gia đình", "đoàn", "cơ sở giáo dục",
    "tổ chức", "tổ chức đảng", "tổ chức hội", "quần chúng", "người đứng đầu", "khu", "đặc khu",
    "buôn làng", "dòng họ", "trường học", "công ty", "tập đoàn", "nhà đầu tư", "chủ đầu tư",
)  # fmt: skip

#: Such a word alone is the first half of a double title ("Trưởng, Phó các phòng").
HALF_TITLES = ("trưởng", "chánh", "cấp trưởng", "thủ trưởng", "bí thư", "chủ tịch")

#: Before a group of bodies: whoever leads each of them.
LEADERS = (
    "người đứng đầu", "thủ trưởng", "lãnh đạo", "trưởng", "đại diện", "cấp ủy", "đội ngũ", "phó trưởng",
    "bí thư", "chủ tịch", "hiệu trưởng",
)  # fmt: skip

#: Bodies named by what they do ("Ban chỉ đạo", "Tổ giám sát"): such a verb belongs to the name.
ACTING_BODIES = (
    "ban", "tổ", "tiểu ban", "đoàn", "đội", "nhóm", "bộ phận", "hội đồng", "trung tâm", "lực lượng",
    "câu lạc bộ", "trạm", "ủy ban", "chốt", "mạng lưới", "đội ngũ", "cơ quan",
)  # fmt: skip
ACTING_VERBS = (
    "chỉ đạo", "chỉ huy", "kiểm tra", "giám sát", "tư vấn", "tuyên truyền", "vận động",
    "thẩm định", "quản lý", "tổ chức", "bảo vệ", "hòa giải", "phụ trách", "theo dõi", "hỗ trợ",
    "giúp việc", "tham mưu", "phục vụ", "thanh tra", "thẩm tra", "bầu cử", "kiểm soát",
    "xử lý", "cứu hộ", "cứu nạn", "điều hành", "biên tập", "soạn thảo", "tiếp công dân",
    "tiếp nhận", "truyền thông", "hướng dẫn", "đánh giá", "nghiên cứu", "giải phóng", "vệ sinh",
    "phản ứng nhanh", "xung kích", "phòng chống", "tiếp nhận và trả kết quả", "chấm thi",
    "khảo sát", "xây dựng", "thi đua", "rà soát", "tổng hợp", "chỉ đạo điều hành", "liên lạc",
    "khám", "tiêm", "tuần tra", "thi hành", "xét duyệt", "bình xét", "giải quyết",
)  # fmt: skip

#: Persons named by what they are charged with ("Công chức phụ trách văn hóa").
CHARGED = (
    "cán bộ", "công chức", "viên chức", "nhân viên", "chuyên viên", "người", "đồng chí", "giáo viên",
    "lãnh đạo", "cơ quan", "đơn vị", "phó chủ tịch", "thành viên", "bộ phận", "phó hiệu trưởng",
    "ủy viên", "đảng ủy viên", "huyện ủy viên",
)  # fmt: skip
CHARGES = (
    "phụ trách", "theo dõi công tác", "theo dõi lĩnh vực", "chuyên trách", "làm công tác", "làm nhiệm vụ",
    "tham mưu công tác", "kiêm nhiệm", "trực tiếp phụ trách",
)  # fmt: skip
