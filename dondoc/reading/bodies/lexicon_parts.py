"""Parts of which names are made after their head. The tables follow the rules of ``lexicon_heads``."""

#: Fields of work that a Sở, a Phòng, a Ban is named by. A comma here allows one in the text.
FIELDS = (
    "nội vụ", "tài chính", "tài chính - kế hoạch", "kế hoạch và đầu tư", "kế hoạch - tài chính",
    "tư pháp", "tư pháp - hộ tịch", "y tế", "giáo dục và đào tạo", "giáo dục", "công thương",
    "xây dựng", "kinh tế", "kinh tế - ngân sách", "kinh tế và hạ tầng", "kinh tế hạ tầng",
    "kinh tế, hạ tầng và đô thị", "kinh tế, xây dựng và đô thị", "quản lý đô thị", "dân tộc",
    "văn hóa", "văn hóa - xã hội", "văn hóa và xã hội", "văn hóa và thông tin",
    "văn hóa thông tin", "văn hóa - thông tin", "văn hóa, thể thao và du lịch",
    "văn hóa và thể thao", "du lịch", "văn hóa, khoa học và thông tin",
    "văn hóa, thông tin và thể thao", "thông tin và truyền thông", "văn hóa, thông tin, thể thao",
    "văn hóa - thông tin và thể thao", "văn hóa thể thao", "văn hóa, thông tin và truyền thanh",
    "văn hóa - thể thao và truyền thanh", "văn hóa, thể thao và truyền thông",
    "truyền thông và văn hóa", "văn xã", "khoa học và công nghệ", "nông nghiệp",
    "nông nghiệp và môi trường", "tài nguyên và môi trường",
    "nông nghiệp và phát triển nông thôn", "lao động - thương binh và xã hội", "ngoại vụ",
    "lao động, thương binh và xã hội", "giao thông vận tải", "giao thông công chính",
    "dân tộc và tôn giáo", "dân tộc - tôn giáo", "quy hoạch - kiến trúc",
    "quy hoạch và kiến trúc", "pháp chế", "đô thị", "tổ chức", "tổ chức cán bộ",
    "tổ chức - hành chính", "hành chính", "hành chính - tổng hợp", "hành chính - quản trị",
    "quản trị", "tổng hợp", "kế hoạch", "tuyên giáo", "tuyên giáo và dân vận", "dân vận",
    "nội chính", "xây dựng đảng", "kiểm tra", "tổ chức - nội vụ", "đào tạo", "kỹ thuật",
    "nghiệp vụ", "công tác chính trị", "tham mưu", "hậu cần", "chính trị",
    "phát thanh, truyền hình", "phát thanh - truyền hình", "phát thanh và truyền hình",
    "văn phòng - thống kê", "địa chính", "địa chính - xây dựng", "địa chính - nông nghiệp",
    "tài chính - kế toán", "lao động", "thi đua - khen thưởng", "thi đua, khen thưởng",
    "công nghệ thông tin", "tôn giáo", "môi trường", "thủy lợi", "chăn nuôi và thú y",
    "trồng trọt và bảo vệ thực vật", "bảo trợ xã hội", "người có công", "cải cách hành chính",
    "kiểm soát thủ tục hành chính", "tiếp công dân", "một cửa", "công nghiệp", "thương mại",
    "công tác đảng", "dân số", "ngân sách", "việc làm", "thể thao", "đối ngoại", "cơ yếu",
    "chuyển đổi số", "công nghệ số", "khoa học", "sự nghiệp", "thông tin", "truyền thông",
    "tín dụng", "giáo dục chính trị", "quốc phòng", "quốc phòng và an ninh", "ngoại giao",
    "nông thôn",
)  # fmt: skip

#: Further parts of names that begin in small letters or are longer than two syllables.
PARTS = (
    "bồi thường, giải phóng mặt bằng", "bồi thường, hỗ trợ, tái định cư", "tái định cư",
    "bồi thường, hỗ trợ và tái định cư", "nhân dân", "mặt trận", "tổ quốc", "việt nam", "liên hiệp phụ nữ", "thanh niên", "hội phụ nữ",
    "cộng sản hồ chí minh", "hồ chí minh", "chữ thập đỏ", "người cao tuổi", "khuyến học",
    "hộ tịch", "cựu thanh niên xung phong", "thanh niên xung phong", "nạn nhân chất độc da cam",
    "da cam", "người khuyết tật", "bảo vệ quyền trẻ em", "luật gia", "nhà báo",
    "văn học nghệ thuật", "đông y", "làm vườn", "sinh vật cảnh", "người mù", "doanh nhân",
    "doanh nghiệp", "cựu giáo chức", "quân sự", "biên phòng", "cảnh sát", "cảnh sát giao thông",
    "cảnh sát khu vực", "an ninh", "an ninh trật tự", "bảo vệ an ninh trật tự", "bảo vệ dân phố",
    "dân quân", "dân quân tự vệ", "dân phòng", "trật tự", "trật tự đô thị", "quản lý đô thị",
    "quản lý thị trường", "quản lý chợ", "quản lý dự án", "quản lý rừng", "rừng phòng hộ",
    "rừng đặc dụng", "khu công nghiệp", "khu kinh tế", "dự án", "đầu tư", "đầu tư xây dựng",
    "xây dựng đảng", "phát triển quỹ đất", "quỹ đất", "khu vực", "công trình", "công cộng",
    "dịch vụ", "dịch vụ công", "dịch vụ công ích", "công ích", "hành chính", "hành chính công",
    "phục vụ hành chính công", "kiểm soát thủ tục hành chính", "cung ứng dịch vụ công",
    "sự nghiệp", "sự nghiệp công", "công lập", "ngoài công lập", "tư thục", "chính trị",
    "chính trị - xã hội", "xã hội", "xã hội - nghề nghiệp", "nghề nghiệp", "đặc thù",
    "quần chúng", "tôn giáo", "thành viên", "chuyên môn", "chuyên trách", "không chuyên trách",
    "bán chuyên trách", "nghiệp vụ", "kỹ thuật", "hành chính sự nghiệp", "quốc phòng",
    "thường trực", "thường vụ", "chấp hành", "cán sự", "trực thuộc", "liên quan", "có liên quan",
    "chức năng", "các cấp", "cấp tỉnh", "cấp huyện", "cấp xã", "cấp quân khu", "hai cấp", "cùng cấp", "cấp trên",
    "cấp dưới", "cấp", "cơ sở", "ở cơ sở", "tại cơ sở", "liên cơ", "liên ngành", "đầu ngành",
    "chủ quản", "địa phương", "địa bàn", "trên địa bàn", "đóng trên địa bàn",
    "đứng chân trên địa bàn", "tại địa phương", "trong tỉnh", "trong huyện", "trong xã",
    "trong phường", "trong hệ thống chính trị", "trong khối", "trong và ngoài", "ngoài nhà nước",
    "nhà nước", "tư nhân", "trung ương", "thông tin đại chúng", "đại chúng", "báo chí",
    "truyền thông", "truyền thanh", "truyền hình", "thông tin điện tử", "điện tử", "thông tin",
    "truyền thông đa phương tiện", "học tập cộng đồng", "cộng đồng", "công nghệ số",
    "công nghệ số cộng đồng", "công nghệ", "công nghệ thông tin", "chuyển đổi số", "tự quản",
    "liên gia", "hòa giải", "dân cư", "dân phố", "văn hóa", "thể dục thể thao", "thể thao",
    "nghệ thuật", "du lịch", "nông nghiệp", "nông thôn", "nông thôn mới", "phát triển nông thôn",
    "khuyến nông", "thủy lợi", "thú y", "bảo vệ thực vật", "thủy sản", "kiểm lâm", "lâm nghiệp",
    "thủy nông", "cấp nước", "thoát nước", "môi trường", "môi trường đô thị",
    "vệ sinh môi trường", "y tế", "y tế dự phòng", "y tế công lập", "đa khoa", "dân số", "dược",
    "kiểm soát bệnh tật", "chăm sóc sức khỏe", "phòng chống dịch", "phòng chống thiên tai",
    "tìm kiếm cứu nạn", "cứu nạn cứu hộ", "phòng cháy chữa cháy", "phòng thủ dân sự",
    "phòng chống tội phạm", "phòng chống tham nhũng", "tệ nạn xã hội", "an toàn giao thông",
    "an toàn thực phẩm", "vệ sinh an toàn thực phẩm", "giảm nghèo", "bầu cử", "thi đua",
    "thi đua khen thưởng", "khen thưởng", "quy chế dân chủ", "nếp sống văn hóa",
    "đời sống văn hóa", "xây dựng nông thôn mới", "xây dựng nếp sống",
    "chương trình mục tiêu quốc gia", "mục tiêu quốc gia", "vì sự tiến bộ phụ nữ",
    "vì sự tiến bộ của phụ nữ", "phối hợp liên ngành", "giải phóng mặt bằng", "bồi thường",
    "sản xuất", "kinh doanh", "thương mại", "công nghiệp", "xây dựng", "vận tải", "điện",
    "kinh tế", "tài chính", "ngân sách", "tài vụ", "kế toán", "kế hoạch", "tổng hợp", "văn thư",
    "lưu trữ", "hành chính quản trị", "tư pháp", "tư vấn", "pháp chế", "pháp luật", "nội vụ",
    "tuyên giáo", "dân vận", "nội chính", "cơ quan đảng", "chính quyền", "đảng", "đoàn thể",
    "đoàn", "công đoàn", "liên đoàn", "ban ngành", "phòng ban", "hội", "giáo dục", "đào tạo",
    "mầm non", "mẫu giáo", "tiểu học", "trung học", "trung học cơ sở", "trung học phổ thông",
    "phổ thông", "giáo dục thường xuyên", "giáo dục nghề nghiệp", "dạy nghề", "đại học",
    "cao đẳng", "trung cấp", "học", "trường học", "nội trú", "bán trú", "dân tộc nội trú",
    "dân tộc bán trú", "chủ nhiệm", "bộ môn", "chuyên môn nghiệp vụ", "khối lớp", "lớp",
    "các lớp", "học sinh", "cha mẹ học sinh", "đại diện cha mẹ học sinh", "đội thiếu niên",
    "thiếu niên tiền phong", "tiền phong", "thiếu nhi", "trẻ em", "phụ nữ", "nông dân",
    "cựu chiến binh", "lao động", "người lao động", "công nhân", "viên chức", "công chức",
    "cán bộ", "đảng viên", "đoàn viên", "hội viên", "chiến sĩ", "ngân hàng", "tín dụng",
    "chính sách xã hội", "chính sách", "tiết kiệm", "vay vốn", "tiết kiệm và vay vốn", "bảo hiểm",
    "bảo hiểm xã hội", "xổ số kiến thiết", "hàng không", "đường bộ", "đường sắt", "cảng",
    "bến xe", "chợ", "thương nghiệp", "điện lực", "viễn thông", "bưu chính", "nhân dân tối cao",
    "thi hành án", "thi hành án dân sự", "kiểm sát", "tòa án", "trọng tâm", "ủy", "ủy viên",
    "đại biểu", "đại biểu quốc hội", "quốc hội", "dân tộc", "miền núi", "kinh phí",
    "tham mưu giúp việc", "tham mưu, giúp việc", "giúp việc", "nòng cốt", "xung kích",
    "xung kích phòng chống thiên tai", "vũ trang", "thường trú", "lưu trú", "thờ tự",
    "khám chữa bệnh", "khám bệnh chữa bệnh", "đảng bộ", "kinh tế - xã hội", "khoa học",
    "khoa học kỹ thuật", "nghiên cứu", "thực nghiệm", "ứng dụng", "trưởng", "phó", "thư ký",
    "tổ trưởng", "đơn vị", "tổ viên", "sản xuất kinh doanh", "tự nguyện", "bảo vệ rừng",
    "phát triển rừng", "bảo vệ bí mật nhà nước", "công tác mặt trận", "công tác đảng",
    "thanh tra nhân dân", "giám sát đầu tư của cộng đồng", "giám sát đầu tư cộng đồng",
    "liên kết", "thực hiện quy chế dân chủ", "phản ứng nhanh", "phụ trách địa bàn", "dịch bệnh",
    "an sinh xã hội", "an toàn", "đô thị", "văn minh đô thị", "nội dung", "nhiệm vụ", "lĩnh vực",
    "địa chính", "đất đai", "thường xuyên và đột xuất", "hiệu", "năm học", "thông tin cơ sở",
    "thông tin ở cơ sở", "văn nghệ", "hậu cần", "vận động", "vận động quỹ", "người có công",
    "thương binh và xã hội", "nhà trường", "quản lý", "phối hợp thực hiện quy chế", "kết nghĩa",
    "đỡ đầu", "chủ lực", "đối ngoại", "tham gia đào tạo", "bán chuyên", "xã viên", "chủ chốt",
    "chủ nhiệm lớp", "kinh tế hạ tầng", "ngoài quốc doanh", "vừa và nhỏ", "nhỏ và vừa",
    "trọng điểm", "văn phòng", "công tác", "giao dịch", "phổ biến, giáo dục pháp luật",
    "giáo dục pháp luật", "an ninh, trật tự", "phòng cháy, chữa cháy", "phòng, chống thiên tai",
    "phòng, chống dịch", "phòng, chống tội phạm", "phòng, chống tham nhũng",
    "phòng, chống dịch bệnh", "phòng, chống lụt bão", "tìm kiếm, cứu nạn", "cứu nạn, cứu hộ",
    "thông tấn, báo chí", "thông tấn báo chí", "thông tin, báo chí", "báo, đài",
    "phòng, chống ma túy", "thông tin, truyền thông", "tham nhũng, tiêu cực",
    "phòng, chống tham nhũng, lãng phí, tiêu cực", "chuyên ngành", "ngang bộ", "tâm lý",
    "học đường", "học sinh sinh viên", "tâm thần", "chi nhánh", "tiểu học và trung học cơ sở",
    "TH và THCS", "THCS và THPT", "trung học cơ sở và trung học phổ thông", "tiểu học và THCS",
    "giúp việc đảng ủy",
)  # fmt: skip

#: Group names may go on with these ("Các đơn vị được giao nhiệm vụ").
GROUP_PARTS = (
    "được phân công", "được phân công chủ trì", "được phân công phụ trách", "được giao",
    "được giao nhiệm vụ", "được giao chủ trì", "được phân công nhiệm vụ", "được giao phụ trách",
    "được phân công phối hợp", "được giao chủ trì thực hiện", "được phân công theo dõi", "có tên",
    "có tên trên", "có chức năng", "có điều kiện", "có liên quan", "có nhu cầu", "thụ hưởng",
    "chịu ảnh hưởng",
)  # fmt: skip

#: A name may end in these where a verb, a mark or nothing follows.
TAILS = (
    "khác", "còn lại", "nêu trên", "trên", "dưới đây", "sau đây", "sau", "này", "nói trên", "mới",
    "cũ", "mình", "nơi cư trú", "nơi công tác",
)  # fmt: skip

#: Small words by which a name goes on to a place or an owner; what follows belongs to it.
JOINTS = (
    "thuộc", "trực thuộc", "của", "tại", "ở", "trong", "trên địa bàn", "đóng tại",
    "đóng trên địa bàn", "giáp ranh", "kiêm", "liên quan đến",
)  # fmt: skip

#: Kinds of schools, which stand between "Trường" and a proper name.
SCHOOLS = (
    "tiểu học", "mầm non", "mẫu giáo", "trung học cơ sở", "trung học phổ thông", "THCS", "THPT",
    "TH", "MN", "TH&THCS", "tiểu học và trung học cơ sở", "TH và THCS", "THCS và THPT", "PTDTBT",
    "PTDTNT",
)  # fmt: skip

#: Bodies named by what they do ("Ban chỉ đạo", "Tổ giám sát"): such a verb belongs to the name.
ACTING_BODIES = (
    "ban", "tổ", "tiểu ban", "đoàn", "đội", "nhóm", "bộ phận", "hội đồng", "trung tâm",
    "lực lượng", "câu lạc bộ", "trạm", "ủy ban", "chốt", "mạng lưới", "đội ngũ", "cơ quan",
)  # fmt: skip

ACTING_VERBS = (
    "chỉ đạo", "chỉ huy", "kiểm tra", "giám sát", "tư vấn", "tuyên truyền", "vận động",
    "thẩm định", "quản lý", "tổ chức", "bảo vệ", "hòa giải", "phụ trách", "theo dõi", "hỗ trợ",
    "giúp việc", "tham mưu", "phục vụ", "thanh tra", "thẩm tra", "bầu cử", "kiểm soát", "xử lý",
    "cứu hộ", "cứu nạn", "điều hành", "biên tập", "soạn thảo", "tiếp công dân", "tiếp nhận",
    "truyền thông", "hướng dẫn", "đánh giá", "nghiên cứu", "giải phóng", "vệ sinh",
    "phản ứng nhanh", "xung kích", "phòng chống", "tiếp nhận và trả kết quả", "chấm thi",
    "khảo sát", "xây dựng", "thi đua", "rà soát", "tổng hợp", "chỉ đạo điều hành", "liên lạc",
    "khám", "tiêm", "tuần tra", "thi hành", "xét duyệt", "bình xét", "giải quyết",
)  # fmt: skip

#: Persons named by what they are charged with ("Công chức phụ trách văn hóa").
CHARGED = (
    "cán bộ", "công chức", "viên chức", "nhân viên", "chuyên viên", "người", "đồng chí",
    "giáo viên", "lãnh đạo", "cơ quan", "đơn vị", "phó chủ tịch", "thành viên", "bộ phận",
    "phó hiệu trưởng", "ủy viên", "đảng ủy viên", "huyện ủy viên",
)  # fmt: skip

CHARGES = (
    "phụ trách", "theo dõi công tác", "theo dõi lĩnh vực", "chuyên trách", "làm công tác",
    "làm nhiệm vụ", "tham mưu công tác", "kiêm nhiệm", "trực tiếp phụ trách",
)  # fmt: skip
