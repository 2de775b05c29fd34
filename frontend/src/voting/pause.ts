/** Waits so many milliseconds, or until it is woken. */
export function pause(milliseconds: number, wake: (now: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    wake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
