/** Calls back whenever a newer leaderboard stands, through lost connections, until it is told to stop. */
export function follow(slug: string, onnews: () => void): () => void {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stopped = false;

  function connect(): void {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/api/arenas/${encodeURIComponent(slug)}/live`);
    socket.onopen = () => {
      // What happened while there was no connection is news as well.
      if (failures > 0) {
        onnews();
      }
      failures = 0;
    };
    socket.onmessage = (event) => {
      if (typeof event.data === "string" && event.data.includes('"leaderboard"')) {
        onnews();
      }
    };
    socket.onclose = () => {
      if (!stopped) {
        failures += 1;
        timer = setTimeout(connect, Math.min(30_000, 500 * 2 ** failures));
      }
    };
  }

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket?.close();
  };
}
