# dondoc: everything that is done by command. `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help run test check bench score lock clean

help: ## Liệt kê các lệnh
	@sed -n 's/^\([a-z][a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS='	' read -r name what; do \
		printf '  make %-7s %s\n' "$$name" "$$what"; done

# Two stamps in one environment: what runs needs less than what is developed with.
$(VENV)/ready: requirements.txt deploy/environment.sh deploy/dondoc.sh
	@PYTHON=$(PYTHON) sh deploy/environment.sh $(VENV) requirements.txt
	@install -m 755 deploy/dondoc.sh $(BIN)/dondoc
	@touch $@

$(VENV)/ready-dev: requirements-dev.txt deploy/environment.sh deploy/dondoc.sh
	@PYTHON=$(PYTHON) sh deploy/environment.sh $(VENV) requirements-dev.txt
	@install -m 755 deploy/dondoc.sh $(BIN)/dondoc
	@touch $(VENV)/ready $@

run: $(VENV)/ready ## Chạy mọi thứ trên máy này với dữ liệu mẫu, đến khi bấm Ctrl-C
	@$(BIN)/python -m dondoc up --demo

test: $(VENV)/ready-dev ## Chạy mọi bài kiểm thử (SQLite, PostgreSQL, SMTP, Chromium)
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(TESTS)

check: $(VENV)/ready-dev ## Kiểm tra định dạng, lỗi thường gặp, kiểu, tầng nhập, bản chuyển đổi CSDL
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m models.drift

bench: $(VENV)/ready-dev ## Đo tốc độ và bộ nhớ, in bảng và ghi build/bench.json
	@$(BIN)/python -m tests.benchmarks

score: $(VENV)/ready-dev ## Chấm kết quả đọc trên các văn bản có đáp án: make score PLANS=THƯ-MỤC [SHOW=1] [BINARY=1]
	@test -n "$(PLANS)" || { echo "Cần thư mục văn bản có đáp án (*.gold.yaml): make score PLANS=THƯ-MỤC" >&2; exit 2; }
	@$(BIN)/python -m tests.scoring $(PLANS) $(if $(SHOW),--show) $(if $(BINARY),--binary)

COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet $(UPGRADE)

lock: $(VENV)/ready-dev ## Khóa lại phiên bản các gói; nâng cấp: make lock UPGRADE=--upgrade
	$(COMPILE) -o requirements.txt
	$(COMPILE) --group dev -o requirements-dev.txt

clean: ## Xóa môi trường và mọi thứ tạo lại được; dữ liệu trong var/ được giữ
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
