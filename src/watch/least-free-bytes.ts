/** Free space of the disk below which it counts as full, bytes: a year of a busy shop takes less, and there must be time to notice. */
export const leastFreeBytes = 500_000_000
