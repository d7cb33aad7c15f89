"""How does a request pass the door? Guards, headers, paging, error pages."""
