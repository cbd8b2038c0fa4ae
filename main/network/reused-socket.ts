import { AsyncLocalStorage } from 'node:async_hooks';
import type { Agent } from 'node:http';

/** node-fetch keeps its request, and with it `reusedSocket`, to itself; the agent is ours. */
const attempts = new AsyncLocalStorage<{ reused: boolean }>();

/** Makes `agent` note when it gives an attempt a connection that has served another before. */
export function noteReuse<T extends Agent>(agent: T): T {
	const reuse = agent.reuseSocket.bind(agent);
	agent.reuseSocket = (socket, request) => {
		const attempt = attempts.getStore();
		if (attempt !== undefined) attempt.reused = true;
		reuse(socket, request);
	};
	return agent;
}

/** Runs one attempt. `wasReused` tells, then and afterwards, on what sort of connection it went. */
export function trackReuse<T>(run: (wasReused: () => boolean) => Promise<T>): Promise<T> {
	const attempt = { reused: false };
	return attempts.run(attempt, () => run(() => attempt.reused));
}
