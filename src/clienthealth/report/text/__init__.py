"""What all renderers of text share: words, figures, colours, safety."""
