// Tells the page that opened this window to log in once more that it can go on (by name, not by opener: the windows were parted on the way), and goes.
const channel = new BroadcastChannel("fullmakt-login");
channel.postMessage({ done: true });
channel.close();
window.close();
