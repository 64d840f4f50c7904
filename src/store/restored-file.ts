/** A file of the data folder; `restore` leaves it without UUIDs: all receipts that the next start finds are meant. */
export const restoredPath = 'restored.json'
