#!/bin/sh
# Run by dpkg and rpm, as root, while the program is still there. What each person's ABHA Desk has
# stored goes with it; the program itself does that, as that person, and says what it removed.
program='@PROGRAM@'
profile='@PROFILE@'

# "upgrade" (dpkg) and 1 (rpm): another version takes its place, and nothing may be lost.
case "$1" in
remove | purge | 0) ;;
*) exit 0 ;;
esac

getent passwd | while IFS=: read -r user _ uid _ _ home _; do
	[ -d "$home/.config/$profile" ] || continue
	echo "$profile: removing what it stored for $user"
	# A home on a disk that does not answer must not hold the removal up.
	# Of this person's session only the bus, for the keyring: where nobody is logged in there is none.
	runuser -u "$user" -- env -i HOME="$home" PATH=/usr/bin:/bin \
		DBUS_SESSION_BUS_ADDRESS="unix:path=/run/user/$uid/bus" \
		timeout 60 "$program" --reset-this-pc </dev/null ||
		echo "$profile: something of $user stays in $home/.config/$profile"
done
# Whatever stays has been said; it must not keep the package from going.
exit 0
