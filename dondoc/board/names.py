"""Vietnamese names of what only the board shows: forms, results, states of mails and plans."""

from dondoc import wording
from models.plan import PlanState

#: What a form does, by the last part of its address.
ACTIONS = {
    "nhan-viec": "Xác nhận đã nhận nhiệm vụ",
    "bao-cao": "Gửi báo cáo kết quả",
    "gia-han": "Gia hạn",
    "khong-gia-han": "Không đồng ý gia hạn",
    "rut-ngan": "Rút ngắn thời hạn",
    "xac-nhan": "Xác nhận hoàn thành",
    "tra-lai": "Trả lại báo cáo",
    "ghi-nhan": "Ghi nhận báo cáo",
    "chuyen": "Chuyển đơn vị khác",
    "tam-dung": "Tạm dừng",
    "tiep-tuc": "Tiếp tục thực hiện",
    "thu-hoi": "Thu hồi nhiệm vụ",
    "don-doc": "Bắt đầu đôn đốc",
    "ngung-nhac": "Tạm ngừng nhắc",
    "nhac-lai": "Nhắc trở lại",
    "lien-he": "Ghi nhận liên hệ",
}
#: What is said after a form was carried out.
DONE = {
    "soan-cong-van": "Đã soạn công văn. Tải văn bản Word để trình ký, rồi ghi số và ngày ở đây.",
    "so-cong-van": "Đã ghi số, ngày của công văn vào từng nhiệm vụ.",
    "tiep-quan": "Đã xác nhận: nơi này gửi thư từ lượt đôn đốc tiếp theo. Thư máy cũ có thể đã gửi nằm ở Hộp thư đi.",
    "gia-han": "Đã gia hạn. Đơn vị sẽ nhận thư thông báo.",
    "rut-ngan": "Đã rút ngắn thời hạn. Đơn vị sẽ nhận thư thông báo.",
    "khong-gia-han": "Đã trả lời không gia hạn. Đơn vị sẽ nhận thư thông báo.",
    "xac-nhan": "Đã xác nhận hoàn thành.",
    "tra-lai": "Đã trả lại báo cáo. Đơn vị sẽ nhận thư nêu lý do và thời hạn bổ sung.",
    "ghi-nhan": "Đã ghi nhận báo cáo; báo cáo đang chờ xác nhận.",
    "chuyen": "Đã chuyển. Đây là nhiệm vụ tại đơn vị mới.",
    "tam-dung": "Đã tạm dừng; không nhắc cho đến khi tiếp tục.",
    "tiep-tuc": "Đã đưa nhiệm vụ trở lại thực hiện với thời hạn mới.",
    "thu-hoi": "Đã thu hồi nhiệm vụ. Đơn vị sẽ nhận thư thông báo.",
    "don-doc": "Đã bắt đầu đôn đốc nhiệm vụ này.",
    "ngung-nhac": "Đã tạm ngừng nhắc; hết ngày ấy chương trình nhắc trở lại.",
    "nhac-lai": "Từ nay chương trình nhắc trở lại.",
    "lien-he": "Đã ghi nội dung trao đổi với đơn vị.",
    "thang-nhac": "Đã ghi thang nhắc; áp dụng từ lượt đôn đốc tới.",
    "ngung-nhac-dau-moi": "Đã tạm ngừng nhắc đầu mối này; hết ngày ấy chương trình nhắc trở lại.",
    "nhac-lai-dau-moi": "Từ nay chương trình lại nhắc đầu mối này.",
    "du-thao": "Đã nạp bản dự thảo.",
    "sua-muc": "Đã lưu mục.",
    "gop-muc": "Đã gộp hai mục làm một.",
    "bo-muc": "Đã bỏ mục; mục nằm ở phần “Đã bỏ” và lấy lại được.",
    "lay-lai": "Đã lấy lại mục.",
    "tach-muc": "Đã tách mục. Hãy soát lại đơn vị và nhiệm vụ của từng phần.",
    "them-muc": "Đã thêm mục. Hãy soát lại đơn vị, nhiệm vụ và thời hạn.",
    "viec-khac": "Đã ghi nhận việc ở phần khác của văn bản.",
    "thong-tin": "Đã lưu thông tin văn bản.",
    "cac-dot": "Đã lưu các đợt.",
    "bo-du-thao": "Đã bỏ dự thảo. Văn bản này nạp lại được khi cần.",
    "giao-viec": "Đã xác nhận kế hoạch và giao việc.",
    "chon-sua-doi": "Đã ghi nhận. Bản so sánh dưới đây theo lựa chọn này.",
    "ghep-muc": "Đã ghép lại. Bản so sánh dưới đây theo cách ghép này.",
    "sua-doi": "Đã sửa đổi kế hoạch. Đơn vị có thay đổi sẽ nhận thư.",
    "luu-ho-so": "Đã lưu kế hoạch vào hồ sơ; không đôn đốc.",
    "ghi-chu": "Đã lưu nhận xét.",
    "ban-hanh": "Đã chốt báo cáo. Thư kèm văn bản đang được gửi.",
    "canh-bao": "Đã ghi nhận trả lời.",
    "thu-den-ghi": "Đã ghi thư vào nhiệm vụ.",
    "thu-den-bo-qua": "Đã ghi nhận: không cần xử lý.",
    "thu-den-ngung-gui": "Đã ngừng gửi tới địa chỉ ấy. Thư sau gửi cho đầu mối kế tiếp.",
    "lich": "Đã ghi lịch làm việc. Không nhiệm vụ nào chuyển hạn.",
    "lich-chuyen-han": "Đã ghi lịch làm việc và tính lại thời hạn. Đơn vị có việc chuyển hạn sẽ nhận thư.",
    "xac-nhan-lich": "Đã xác nhận lịch làm việc.",
    "tinh-lai": "Đã ghi và tính lại thời hạn. Đơn vị có việc thay đổi sẽ nhận thư.",
    "tinh-lai-khong-doi": "Đã ghi. Không nhiệm vụ nào đổi thời hạn.",
    "moc": "Đã ghi nhận mốc. Đơn vị có việc thay đổi sẽ nhận thư.",
    "them-moc": "Đã thêm mốc.",
    "lich-dien-tu": "Đã tạo địa chỉ lịch. Hãy chép địa chỉ rồi gửi cho đúng người dùng.",
    "them-dau-moi": "Đã thêm đầu mối.",
    "thay-dau-moi": "Đã ghi thay đầu mối. Đến ngày ấy, đầu mối mới nhận một thư ghi các việc đang "
    "thực hiện; liên kết của người cũ hết hiệu lực.",
    "thoi-dau-moi": "Đã ghi ngày thôi làm đầu mối. Sau ngày ấy, liên kết của người này hết hiệu lực.",
    "sua-dau-moi": "Đã sửa thông tin đầu mối.",
    "vang-mat-dau-moi": "Đã ghi vắng mặt.",
    "sua-vang-mat": "Đã sửa lần vắng mặt.",
    "bo-vang-mat": "Đã bỏ lần vắng mặt.",
    "gui-lai-again": "Thư đang chờ gửi lại.",
    "gui-lai-elsewhere": "Nội dung thư sẽ được báo lại, bằng thư mới, cho người nhận thư hiện nay "
    "của đơn vị trong lượt gửi tới.",
    "gui-lai-nothing-left": "Không gửi lại: nội dung thư không còn đúng với tình hình hiện nay.",
    "kenh-dau-moi": "Đã ghi kênh nhận tin.",
    "bo-thu": "Đã bỏ thư này.",
    "go-tam-ngung": "Đã gỡ tạm ngừng. Từ nay thư lại được gửi đến địa chỉ ấy.",
    "sap-xep": "Đã sắp xếp. Đơn vị có liên quan sẽ nhận thư.",
    "cho-sap-xep": "Đã ghi. Việc bàn giao thực hiện vào sáng ngày đã chọn.",
    "huy-sap-xep": "Đã hủy lần sắp xếp. Mọi việc trở lại như trước.",
    "thu-hoi-lich": "Đã thu hồi. Địa chỉ lịch ấy không mở được nữa.",
}
#: What a unit is told after its form was carried out.
UNIT_DONE = {
    "nhan-viec": "Đã ghi nhận đơn vị đã nhận nhiệm vụ. Cảm ơn.",
    "bao-cao": "Đã nhận báo cáo. Cán bộ Nội vụ sẽ xem và xác nhận; kết quả được gửi qua thư.",
    "gia-han": "Đã ghi nhận đề nghị gia hạn. Trong khi chờ trả lời, thời hạn hiện tại vẫn áp dụng.",
    "chua-gui": "Chưa gửi được: đơn vị chưa có địa chỉ thư dùng được hoặc không còn phải báo cáo. "
    "Hãy liên hệ cán bộ Nội vụ.",
    "gui-lai": "Liên kết mới đang được gửi đến địa chỉ thư đã đăng ký.",
}
REVISIONS = wording.REVISION_NAMES
PLAN_STATES = {
    PlanState.DRAFT: "dự thảo, chưa giao việc",
    PlanState.IN_FORCE: "đang thực hiện",
    PlanState.ARCHIVED: "lưu hồ sơ",
}
WISHES = wording.WISH_NAMES
OUTCOMES = wording.TRY_NAMES
#: What the button says that answers an alarm.
ALARMS = {
    "storm": "Đồng ý gửi",
    "queue-stopped": "Đã khắc phục, tiếp tục gửi",
    "queue-stopped-webhook": "Đã khắc phục, tiếp tục gửi qua cổng",
    "not-reached": "Đã xem",
    "address-refused": "Đã sửa địa chỉ, gửi lại",
    "replanned": "Đã xem",
    "mail-broken": "Đã xem",
    "address-passing": "Đã xem",
    "reorganised": "Đã xem",
}
#: Events are stored under the name of the move that made them.
_EVENTS_BY_MOVE = {
    "acknowledge": "acknowledged",
    "report": "reported",
    "accept": "accepted",
    "return": "returned",
    "extend": "granted",
    "transfer": "transferred",
    "sleep": "sleeping",
    "wake": "woken",
    "cancel": "cancelled",
    "ask_extension": "asked",
    "refuse_extension": "refused",
}


def event_name(kind: str) -> str:
    """Return how the history heads an event of this kind."""
    if kind == "chase":
        return "bắt đầu đôn đốc"
    key = _EVENTS_BY_MOVE.get(kind, kind)
    return wording.EVENT_NAMES.get(key, kind)
