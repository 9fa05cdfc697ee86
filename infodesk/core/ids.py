"""Ids of records: a plain int in the database, its own type in the code."""

from typing import NewType

PersonId = NewType("PersonId", int)
CompanyId = NewType("CompanyId", int)
TagId = NewType("TagId", int)
TouchId = NewType("TouchId", int)
MeetingId = NewType("MeetingId", int)
QuestionId = NewType("QuestionId", int)
ImportId = NewType("ImportId", int)
PositionId = NewType("PositionId", int)
EmailId = NewType("EmailId", int)
PhoneId = NewType("PhoneId", int)
LinkId = NewType("LinkId", int)
ProfileEntryId = NewType("ProfileEntryId", int)
EducationId = NewType("EducationId", int)
AttachmentId = NewType("AttachmentId", int)
IntroductionId = NewType("IntroductionId", int)
FactId = NewType("FactId", int)
OwnQuestionId = NewType("OwnQuestionId", int)
CompanyAliasId = NewType("CompanyAliasId", int)
MergeId = NewType("MergeId", int)
