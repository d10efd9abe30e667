"""The rules at work: stored policies, programmes, judging an application, rehearsing another policy."""
