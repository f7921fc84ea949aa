"""How mature a post's views are, how many it will have, and how well that is foretold."""
