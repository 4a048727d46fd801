"""操作视频 (manual 2.10) made from the flows themselves, so that it shows what they ask today."""
