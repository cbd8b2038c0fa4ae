/**
 * Verhoeff's check over the dihedral group of order ten (J. Verhoeff, 1969), as Aadhaar numbers use
 * it. The group's table follows from its definition, so it is computed and not copied.
 */

/** The permutation that each place to the left applies once more. */
const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** Product in the group: 0-4 are rotations of a pentagon, 5-9 its reflections. */
function multiply(a: number, b: number): number {
	if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
	return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
}

function permute(digit: number, times: number): number {
	let permuted = digit;
	for (let time = 0; time < times; time += 1) permuted = permutation[permuted] ?? 0;
	return permuted;
}

/** Whether the last digit is the check digit of those before it. */
export function passesVerhoeff(digits: string): boolean {
	const reversed = Array.from(digits, Number).reverse();
	return reversed.reduce((sum, digit, place) => multiply(sum, permute(digit, place)), 0) === 0;
}
