"""The process and its channels: the only package that knows Telegram or HTTP serving."""
