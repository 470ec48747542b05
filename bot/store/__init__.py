"""What has been read: articles, briefs, facts and conversations, and who may see them."""
