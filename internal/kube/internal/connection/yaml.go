package connection

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// ReadAsYAML returns JSON that means the same where it is read as YAML, which is how an API server reads the body of a
// server-side apply: YAML refuses some characters that JSON has as they are (YAML 1.2, 5.1), and takes U+0085 for the
// end of a line, so that it would be folded into a space.
func ReadAsYAML(body []byte) []byte {
	if !bytes.ContainsFunc(body, escapedInYAML) {
		return body
	}
	var b bytes.Buffer
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if escapedInYAML(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.Write(body[:n])
		}
		body = body[n:]
	}
	return b.Bytes()
}

func escapedInYAML(r rune) bool {
	return r >= 0x7f && r <= 0x9f || r == 0xfeff || r == 0xfffe || r == 0xffff
}
