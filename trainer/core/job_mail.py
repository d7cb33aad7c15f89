"""Who hears that a long work has ended, or waits for them? Whoever began it and will have left its page by now."""

from datetime import datetime, timedelta

from trainer.core import outbox
from trainer.core.jobs import JobRow, JobState
from trainer.permissions import Permission

LONG = timedelta(minutes=1)
MANY = 100
ENDED = (JobState.DONE, JobState.REFUSED, JobState.FAILED)


def is_worth_a_mail(job: JobRow, *, now: datetime) -> bool:
    """Whether a mail goes out, now that the worker has put this job down.

    Nobody watches a page for longer than a minute: whoever waited that long since they last asked for something is
    told, also that the check is over and that their word is awaited. A long file is worth a mail to keep, however
    quick it went; a short one is done before its page looks again, and a mail about what one has just read teaches
    people not to read them.
    """
    if job.by_person is None:
        return False
    waited = now - (job.asked_at or job.made_at)
    return waited > LONG or (job.state in ENDED and job.total > MANY)


def tell(job: JobRow, *, zone: str | None) -> None:
    """One mail: what became of the file, the counts, and the way to its page. `zone`: that of the reader.

    It is due since they asked, so that it goes before the thousands of mails that this very file may have made.
    """
    report, asked = job.report or {}, job.asked_at or job.made_at
    outbox.put(
        kind="jobs.ended" if job.state in ENDED else "jobs.checked", to=job.by_person, now=asked,
        params={
            "state": job.state.value, "file": job.file_name, "title": job.params.get("title") or "",
            "made_at": job.made_at.isoformat(), "zone": zone, "path": f"/jobs/{job.ref}",
            "report": {"counts": report.get("counts", [])}, "rows": report.get("rows", 0),
            "problems": report.get("problems", 0),
        },
        dedupe=f"jobs.{'ended' if job.state in ENDED else 'checked'}:{job.ref}",
        access=(Permission.JOB_SEE.value, [["person", job.by_person]]),
    )  # fmt: skip
