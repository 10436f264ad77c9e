"""How notices of people, their time and their load read, a file an aggregate."""
