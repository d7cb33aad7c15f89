"""What does every room stand on? The ground floor: database, time, errors, audit, outbox, forms. It knows no room."""
