// Tells the page that opened this window to log in once more whether it can go on (by name, not by opener: the windows were parted on the way). A login that
// came to nothing leaves the window, which says why.
const done = !new URLSearchParams(location.search).has("failed");
const channel = new BroadcastChannel("fullmakt-login");
channel.postMessage({ done });
channel.close();
if (done) window.close();
