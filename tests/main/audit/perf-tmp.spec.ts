import { appendFileSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { it } from 'vitest';
import { formatLine } from '../../../main/audit/entry.ts';
import { createAuditAnchor, genesisHash } from '../../../main/audit/anchor.ts';
import { auditDesk, patient } from '../../support/audit-desk.ts';
import { timeOf, monthOf } from '../../../main/audit/month.ts';

it('perf', async () => {
	const desk = auditDesk();
	mkdirSync(desk.folder, { recursive: true });
	const anchor = createAuditAnchor();
	let last = { n: 0, hash: genesisHash };
	const total = 1_000_000;
	let text = ''; let m = '';
	const t0 = Date.UTC(2025, 10, 20), step = 366 * 86400_000 / total;
	const events = ['found', 'otp-sent', 'verified', 'profile-read', 'visit-ended', 'failed'] as const;
	for (let i = 0; i < total; i++) {
		const wall = t0 + i * step; const month = monthOf(wall);
		if (month !== m || text.length > 1e6) { if (m) appendFileSync(desk.path(m), text); text = ''; m = month; }
		const next = formatLine({ at: timeOf(wall), event: events[i % 6]!, patient: { hash: '0123456789abcdef0123456789abcdef', lastFour: '1234' }, detail: i % 6 === 5 ? 'wrong-otp' : null, operator: 'Kavita', desk: 'Counter 1' }, last, anchor.sealKey);
		text += next.line; last = next;
	}
	appendFileSync(desk.path(m), text);
	anchor.base = { number: 0, hash: genesisHash, month: '2025-11' }; anchor.count = last.n; anchor.head = last.hash;
	let bytes = 0; let t = performance.now();
	for (const name of readdirSync(desk.folder)) { const b = readFileSync(join(desk.folder, name)); bytes += b.length; let s = 0; for (let e = b.indexOf(10); e !== -1; e = b.indexOf(10, s)) { hash('sha256', b.subarray(s, e - 75)); s = e + 1; } }
	console.log('MB', bytes / 1e6, 'hash each line ms', performance.now() - t);
	t = performance.now(); for (const name of readdirSync(desk.folder)) hash('sha256', readFileSync(join(desk.folder, name)));
	console.log('hash whole files ms', performance.now() - t);
	t = performance.now(); const audit = await desk.open(anchor); console.log('open ms', performance.now() - t);
	let maxLag = 0, lastTick = performance.now(); const timer = setInterval(() => { const now = performance.now(); maxLag = Math.max(maxLag, now - lastTick); lastTick = now; }, 1);
	const heap0 = process.memoryUsage().rss;
	t = performance.now(); const r = await audit.check(); console.log('check ms', performance.now() - t, JSON.stringify(r), 'maxlag', maxLag, 'rss+', (process.memoryUsage().rss - heap0) / 1e6);
	clearInterval(timer);
	t = performance.now(); const a = await audit.activity({ month: '2026-03', group: null, offset: 0 }); console.log('activity 85k month ms', performance.now() - t, a.total);
	t = performance.now(); for (let i = 0; i < 100; i++) await audit.record({ event: 'found', patient }); console.log('append ms each', (performance.now() - t) / 100);
	t = performance.now(); let n = 0; for await (const c of audit.export({ format: 'csv', month: null, group: null })) n += c.length; console.log('csv ms', performance.now() - t, n / 1e6);
	const small = auditDesk(); const fresh = await small.open();
	t = performance.now(); for (let i = 0; i < 100; i++) await fresh.record({ event: 'found', patient }); console.log('append to an empty log ms each', (performance.now() - t) / 100);
}, 200_000);
