"""The statements behind `storage.outbox`."""

_ROW = """
    o.id, o.conversation_id, o.message, o.replaces, o.attempts, o.delivered_as,
    c.channel, c.chat_id
"""

# `due_at` is also the lease: whoever has a row in hand moves it on, so a row that stayed behind
# has nobody. What is due in the future is either planned or waits for its next attempt.
# One claimer at a time, oldest rows first: two at once would share a conversation's rows out
# between them in no order. Whoever comes second takes nothing this time. For the same reason a
# row stays while somebody has an older one of its conversation in hand.
CLAIM = f"""
WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(7240118) AS is_mine),
lost AS (
    SELECT o.id FROM turn, outbox o JOIN conversations c ON c.id = o.conversation_id
    WHERE turn.is_mine AND o.status = 'waiting'
      AND o.due_at <= now() - make_interval(secs => %(lease)s) AND c.channel = ANY (%(channels)s)
      AND NOT EXISTS (
          SELECT 1 FROM outbox older
          WHERE older.conversation_id = o.conversation_id AND older.id < o.id
            AND older.status = 'waiting' AND (older.due_at <= now() OR older.attempts > 0)
            AND older.due_at > now() - make_interval(secs => %(lease)s)
      )
    ORDER BY o.id LIMIT %(limit)s FOR UPDATE OF o SKIP LOCKED
)
UPDATE outbox o SET due_at = now() FROM lost, conversations c
WHERE o.id = lost.id AND c.id = o.conversation_id
RETURNING {_ROW}
"""

RENEW = """
UPDATE outbox SET due_at = now()
WHERE id = ANY(%(ids)s) AND status = 'waiting'
  AND due_at < now() - make_interval(secs => %(older)s)
"""

# Backwards by more than any lease: the next claim, by anybody, finds them.
RELEASE = """
UPDATE outbox SET due_at = now() - interval '1 hour'
WHERE id = ANY(%(ids)s) AND status = 'waiting' AND due_at <= now()
"""

# Planned rows (due later, never tried) do not hold the others up.
OVERTAKING = """
SELECT asked.conversation_id FROM unnest(%(conversations)s::bigint[], %(firsts)s::bigint[])
    AS asked (conversation_id, id)
WHERE EXISTS (
    SELECT 1 FROM outbox o
    WHERE o.conversation_id = asked.conversation_id AND o.id < asked.id
      AND o.status = 'waiting' AND (o.due_at <= now() OR o.attempts > 0)
      AND o.id <> ALL (%(mine)s::bigint[])
)
"""

MARK = """
UPDATE outbox o SET
    status = mark.status, delivered_as = mark.delivered_as, error = mark.error,
    attempts = mark.attempts,
    due_at = CASE WHEN mark.pause IS NULL THEN o.due_at
                  ELSE now() + make_interval(secs => mark.pause) END,
    refresh_at = CASE WHEN mark.refresh IS NULL THEN NULL
                      ELSE now() + make_interval(secs => mark.refresh) END
FROM unnest(
    %(ids)s::bigint[], %(statuses)s::text[], %(delivered_as)s::text[], %(errors)s::text[],
    %(attempts)s::int[], %(pauses)s::float8[], %(refreshes)s::float8[]
) AS mark (id, status, delivered_as, error, attempts, pause, refresh)
WHERE o.id = mark.id AND o.status = 'waiting'
"""

UNREACHABLE = """
WITH gone AS (
    UPDATE conversations SET reachable = false WHERE id = %(conversation)s
       OR (channel = %(channel)s AND chat_id = %(chat)s)
    RETURNING id
)
UPDATE outbox o SET status = 'dead', error = 'unreachable', refresh_at = NULL FROM gone
WHERE o.conversation_id = gone.id AND o.status = 'waiting'
"""

COUNT = "SELECT count(*) AS waiting FROM outbox WHERE status = 'waiting' AND due_at <= now()"

# The next look is set before the editing, so a replica that dies in it leaves nothing unfinished.
COUNTDOWNS = f"""
WITH due AS (
    SELECT id FROM outbox WHERE refresh_at <= now()
    ORDER BY refresh_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE outbox o SET refresh_at = now() + make_interval(secs => %(pause)s)
FROM due, conversations c
WHERE o.id = due.id AND c.id = o.conversation_id
RETURNING {_ROW}
"""

NEXT_COUNTDOWN = """
SELECT extract(epoch FROM min(refresh_at) - now())::float8 AS seconds
FROM outbox WHERE refresh_at IS NOT NULL
"""

REFRESH_AFTER = """
UPDATE outbox SET refresh_at =
    CASE WHEN %(pause)s::float8 IS NULL THEN NULL
         ELSE now() + make_interval(secs => %(pause)s::float8) END
WHERE id = %(id)s
"""

# A redraw of the message, or a newer message with something to tap, ends what this one asked.
STILL_SHOWN = """
SELECT NOT EXISTS (
    SELECT 1 FROM outbox newer
    WHERE newer.conversation_id = %(conversation)s AND newer.id > %(id)s
      AND newer.status <> 'dead'
      AND (newer.message->'buttons' <> '[]'::jsonb
           OR newer.replaces <> '' AND newer.replaces = shown.delivered_as)
) AS shown
FROM outbox shown WHERE shown.id = %(id)s
"""
