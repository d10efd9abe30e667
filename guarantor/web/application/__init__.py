"""The application's parts, question by question: how each is asked, read and shown, and how far a part has come."""
