"""What a sentence meant: the Rasa client, its side service and the keyword parser."""
