"""The statements behind `storage.thread`: inbox and outbox rows of one chat, in one shape."""

# A greeting's own trigger and a login are no words of the person. A tap that only redrew the
# message it was made on is seen in that message; its echo would be noise.
_PERSON = """
SELECT i.seq AS id, i.received_at AS at, i.update_id, i.content, NULL::jsonb AS message,
       '' AS replaces, '' AS known_as
FROM inbox i JOIN conversations c ON c.id = i.conversation_id
WHERE c.channel = %(channel)s AND c.chat_id = %(chat)s
  AND coalesce(i.content->>'text', '') <> '/start'
  AND (coalesce(i.content->>'text', '') <> '' OR coalesce(i.content->>'picture', '') <> '')
  AND NOT (coalesce(i.content->>'kind', '') = 'tap' AND coalesce(
    (SELECT o.replaces <> '' FROM outbox o
     WHERE o.conversation_id = i.conversation_id AND o.id > i.seq ORDER BY o.id LIMIT 1), false))
"""

# A row planned for later is not part of the history until then.
_SHOWN = "(o.status = 'sent' OR o.due_at <= now())"

_BOT = f"""
SELECT o.id, greatest(o.created_at, o.due_at) AS at, '' AS update_id, NULL::jsonb AS content,
       o.message, o.replaces, coalesce(nullif(o.delivered_as, ''), o.id::text) AS known_as
FROM outbox o JOIN conversations c ON c.id = o.conversation_id
WHERE c.channel = %(channel)s AND c.chat_id = %(chat)s AND {_SHOWN}
"""

PAGE = f"""
(SELECT * FROM ({_PERSON} AND i.seq < %(before)s ORDER BY i.seq DESC LIMIT %(limit)s) AS person)
UNION ALL
(SELECT * FROM ({_BOT} AND o.id < %(before)s AND o.replaces = ''
 ORDER BY o.id DESC LIMIT %(limit)s) AS bot)
ORDER BY id DESC LIMIT %(limit)s
"""

REDRAWN = f"""
SELECT DISTINCT ON (replaces) * FROM ({_BOT} AND o.replaces = ANY(%(places)s)) AS redrawn
ORDER BY replaces, id DESC
"""

# Rows number themselves before they commit, so a lower number may become visible after a higher
# one, and planned rows come when they are due: the last half minute is read again each time, and
# the reader drops what it has seen.
_RECENT = "now() - interval '30 seconds'"

SINCE = f"""
{_PERSON} AND (i.seq > %(after)s OR i.received_at > {_RECENT}) AND i.seq <> ALL(%(known)s)
UNION ALL
{_BOT} AND (o.id > %(after)s OR greatest(o.created_at, o.due_at) > {_RECENT})
  AND o.id <> ALL(%(known)s)
ORDER BY id LIMIT 500
"""

RECEIVED = f"{_PERSON} AND i.update_id = %(update_id)s AND i.channel = c.channel"

HOLDS_PICTURE = """
SELECT EXISTS (
  SELECT 1 FROM outbox o JOIN conversations c ON c.id = o.conversation_id
  WHERE c.channel = %(channel)s AND c.chat_id = %(chat)s
    AND (o.message->'pictures' @> to_jsonb(%(sha256)s::text)
      OR jsonb_path_exists(o.message, '$.animations[*].* ? (@ == $wanted)',
        jsonb_build_object('wanted', %(sha256)s::text)))
) OR EXISTS (
  SELECT 1 FROM inbox i JOIN conversations c ON c.id = i.conversation_id
  WHERE c.channel = %(channel)s AND c.chat_id = %(chat)s AND i.content->>'picture' = %(sha256)s
) AS held
"""

TAILS = f"""
SELECT c.chat_id, ARRAY(
  SELECT o.id FROM outbox o WHERE o.conversation_id = c.id AND {_SHOWN}
  ORDER BY o.id DESC LIMIT 20) AS tail
FROM conversations c WHERE c.channel = %(channel)s AND c.chat_id = ANY(%(chats)s)
"""

SHOWN_AT = """
SELECT o.message FROM outbox o JOIN conversations c ON c.id = o.conversation_id
WHERE c.channel = %(channel)s AND c.chat_id = %(chat)s
  AND o.id >= %(place)s AND (o.id = %(place)s OR o.replaces = %(replaced)s)
ORDER BY o.id DESC LIMIT 10
"""
