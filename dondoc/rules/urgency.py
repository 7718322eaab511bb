"""Which mails leave first when not all may: by what is most urgent in them."""

#: Kinds of mails from the most urgent on; other kinds come last.
ORDER = (
    "overdue",
    "escalation",
    "decisions",
    "officer",
    "amendment",
    "reminder",
    "handover",
    "assignment",
)
#: Rank by kind, the lowest first. Before all of them goes what a person has just asked for.
RANKS = {kind: rank for rank, kind in enumerate(ORDER)}
