"""The place for meetings: agenda, one meeting with questions and notes, the form that plans one."""
