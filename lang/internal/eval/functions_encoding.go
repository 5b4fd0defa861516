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
	"fmt"
	"hash"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
)

func encodingFunctions() map[string]function.Function {
	return map[string]function.Function{
		"base64encode":     text("str", func(s string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(s)), nil }),
		"base64decode":     text("str", decodeBase64),
		"base64gzip":       text("str", gzipped),
		"textencodebase64": encoded("string", encodeText),
		"textdecodebase64": encoded("source", decodeText),
		"urlencode":        text("str", func(s string) (string, error) { return url.QueryEscape(s), nil }),
	}
}

func encodeText(e encoding.Encoding, name, s string) (string, error) {
	raw, err := e.NewEncoder().String(s)
	if err != nil {
		return "", fmt.Errorf("has characters that %s does not have. Choose another encoding", name)
	}
	return base64.StdEncoding.EncodeToString([]byte(raw)), nil
}

// decodeText refuses what decoders replace by U+FFFD: bytes from which the same text does
// not give themselves back.
func decodeText(e encoding.Encoding, name, s string) (string, error) {
	raw, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return "", errors.New("is not base64")
	}
	text, err := e.NewDecoder().String(string(raw))
	if err != nil {
		return "", err
	}
	if strings.ContainsRune(text, utf8.RuneError) {
		if again, err := e.NewEncoder().String(text); err != nil || again != string(raw) {
			return "", fmt.Errorf("has bytes that %s does not define. Correct the encoding", name)
		}
	}
	return text, nil
}

// encoded makes a function of a text and the name of its encoding.
func encoded(parameter string, f func(e encoding.Encoding, name, s string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: parameter, Type: cty.String}, {Name: "encoding", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			e, err := ianaindex.IANA.Encoding(args[1].AsString())
			if err != nil || e == nil {
				return cty.NilVal, function.NewArgErrorf(1, "is not a known encoding, such as UTF-16LE")
			}
			s, err := f(e, args[1].AsString(), args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return cty.StringVal(s), nil
		},
	})
}

func decodeBase64(s string) (string, error) {
	raw, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return "", errors.New("is not base64")
	}
	if !utf8.Valid(raw) {
		return "", errors.New("contains bytes that are not UTF-8; keep it in base64")
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
