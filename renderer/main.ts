import './app.css';
import { bridge } from './bridge.ts';
import { ignoreHeldEnter } from './held-keys.ts';
import { fileProblem } from './problem.ts';
import { start } from './start.ts';

ignoreHeldEnter(window);
window.addEventListener('error', (event) => {
	void fileProblem(bridge, 'error', event.error);
});
window.addEventListener('unhandledrejection', (event) => {
	void fileProblem(bridge, 'unhandled-rejection', event.reason);
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// The wall clock, not performance.now(): a token goes on ageing while the computer sleeps.
void start(bridge, root, () => Date.now());
