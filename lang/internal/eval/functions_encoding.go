package eval

import (
	"bytes"
	"compress/gzip"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"net/url"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty/function"
)

func encodingFunctions() map[string]function.Function {
	return map[string]function.Function{
		"base64encode": text("str", func(s string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(s)), nil }),
		"base64decode": text("str", decodeBase64),
		"base64gzip":   text("str", gzipped),
		"urlencode":    text("str", func(s string) (string, error) { return url.QueryEscape(s), nil }),
	}
}

func decodeBase64(s string) (string, error) {
	raw, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return "", errors.New("is not base64")
	}
	if !utf8.Valid(raw) {
		return "", errors.New("holds bytes that are not UTF-8; keep it in base64")
	}
	return string(raw), nil
}

func gzipped(s string) (string, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write([]byte(s)); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(out.Bytes()), nil
}

func hashFunctions() map[string]function.Function {
	all := make(map[string]function.Function)
	for name, digest := range digests() {
		all[name] = text("str", func(s string) (string, error) { return digest([]byte(s)), nil })
	}
	return all
}

// digests are the functions from bytes to a digest; the file… functions use
// them too.
func digests() map[string]func([]byte) string {
	sum := func(make func() hash.Hash, encode func([]byte) string) func([]byte) string {
		return func(b []byte) string {
			h := make()
			h.Write(b)
			return encode(h.Sum(nil))
		}
	}
	return map[string]func([]byte) string{
		"md5":          sum(md5.New, hex.EncodeToString),
		"sha1":         sum(sha1.New, hex.EncodeToString),
		"sha256":       sum(sha256.New, hex.EncodeToString),
		"sha512":       sum(sha512.New, hex.EncodeToString),
		"base64sha256": sum(sha256.New, base64.StdEncoding.EncodeToString),
		"base64sha512": sum(sha512.New, base64.StdEncoding.EncodeToString),
	}
}
