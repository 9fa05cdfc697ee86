"""What InfoDesk is about: records, rules, dates, text and errors; standard library only."""
