"""What the page of effects shows: which action, which published figures, and what may be said of them."""
