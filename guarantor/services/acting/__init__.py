"""How every act happens: who acts, on which day, alone or with a second person, on which database."""
