"""First run: welcome, a new vault, its recovery code, and three ways on."""
