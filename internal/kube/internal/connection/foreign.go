package connection

import (
	"errors"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"unicode"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
)

// errNoAPI is the cause where something else than an API server answers: a login
// page, say.
var errNoAPI = errors.New("the server is not a Kubernetes API server")

// errPlainHTTP is the cause where a server that expects HTTPS is asked by HTTP.
var errPlainHTTP = errors.New("the server expects HTTPS")

// pageError is the cause where what is on the way to the API server has failed, and answers with
// a page in its place. It is no answer of the server's, which may have done what it was asked.
type pageError struct {
	status int
	title  string // of the page; "" where it has none
}

func (e *pageError) Error() string {
	return fmt.Sprintf("a web page %q came with HTTP status %d, not an answer of Kubernetes", e.title, e.status)
}

// foreignAnswer is what it means that a refusal is none of an API server's: errNoAPI,
// errPlainHTTP or a *pageError; nil where it is one.
func foreignAnswer(err error) error {
	var status apierrors.APIStatus
	if !errors.As(err, &status) || status.Status().Details == nil {
		return nil
	}
	code := int(status.Status().Code)
	for _, cause := range status.Status().Details.Causes {
		if cause.Type != metav1.CauseTypeUnexpectedServerResponse {
			continue
		}
		text := strings.TrimSpace(cause.Message)
		switch {
		case strings.Contains(strings.ToLower(text), "sent an http request to an https server"):
			return errPlainHTTP
		case !strings.HasPrefix(text, "<"): // an API server writes no markup
		case code >= http.StatusInternalServerError:
			return &pageError{code, titleOf(text)}
		default:
			return errNoAPI
		}
	}
	return nil
}

// diagnoseForeign returns why something else than an API server has answered; the zero fact where
// nothing has.
func diagnoseForeign(err error) fact.Fact {
	page := new(pageError)
	switch {
	case errors.Is(err, errNoAPI):
		return fact.New(reason.NotKubernetes, nil)
	case errors.Is(err, errPlainHTTP):
		return fact.New(reason.PlainHTTP, nil)
	case errors.As(err, &page):
		return fact.New(reason.PageAnswered, fact.Args{"status": page.status, "title": page.title})
	}
	return fact.Fact{}
}

// maxTitle is how much is shown of a page's title.
const maxTitle = 80

var titled = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title`)

// titleOf is the title of a page, on one line; "" where it has none.
func titleOf(page string) string {
	found := titled.FindStringSubmatch(page)
	if found == nil {
		return ""
	}
	printable := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, html.UnescapeString(found[1]))
	title := []rune(strings.Join(strings.Fields(printable), " "))
	if len(title) > maxTitle {
		return string(title[:maxTitle]) + "…"
	}
	return string(title)
}
