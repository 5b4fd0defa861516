package connection

import (
	"fmt"
	"io"
	"net/http"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"
)

// No server is trusted to end: what it sends is read as far as a real API server
// goes, and some way beyond.
const (
	maxAnswer = 64 << 20 // one object, which etcd bounds at a few MiB, or an error
	maxPage   = 256 << 20
	maxEvent  = 64 << 20 // of a watch
	maxLine   = 64 << 10 // of a log; a container runtime breaks lines at a quarter of that
	// maxMessage and maxParts are what is kept of an error's message, and of its
	// causes and of an answer's warnings.
	maxMessage = 16 << 10
	maxParts   = 1000
)

// AnswerError means that a server's answer is larger than any answer that an API
// server gives. The rest of it was not read.
type AnswerError struct {
	Method, Path string
	Limit        int64 // in bytes
}

func (e *AnswerError) Error() string {
	return fmt.Sprintf("the response to %s %s is larger than %d MiB: check that the address is that of a Kubernetes API server",
		e.Method, e.Path, e.Limit>>20)
}

// bounded bounds what answers hold, once they are decompressed. An
// answer without end is bounded by who reads it, part by part.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := b.next.RoundTrip(r)
	if err != nil || isEndless(r.Context()) && resp.StatusCode == http.StatusOK {
		return resp, err
	}
	limit := int64(maxAnswer)
	if r.URL.Query().Has("limit") {
		limit = maxPage
	}
	resp.Body = &boundedBody{ReadCloser: resp.Body, left: limit, err: &AnswerError{r.Method, r.URL.Path, limit}}
	return resp, nil
}

// boundedBody fails when more is read than there may be.
type boundedBody struct {
	io.ReadCloser
	left int64
	err  error
}

func (b *boundedBody) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, b.err
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left+1)])
	if b.left -= int64(n); b.left < 0 {
		return 0, b.err
	}
	return n, err
}

// shorten cuts a refusal's message and causes down to what people can read.
func shorten(err error) error {
	refusal, ok := err.(*apierrors.StatusError)
	if !ok || len(refusal.ErrStatus.Message) <= maxMessage && len(causes(refusal)) <= maxParts {
		return err
	}
	shorter := refusal.ErrStatus.DeepCopy()
	shorter.Message = shortened(shorter.Message)
	if shorter.Details != nil {
		shorter.Details.Causes = shorter.Details.Causes[:min(len(shorter.Details.Causes), maxParts)]
	}
	return &apierrors.StatusError{ErrStatus: *shorter}
}

func causes(refusal *apierrors.StatusError) []metav1.StatusCause {
	if refusal.ErrStatus.Details == nil {
		return nil
	}
	return refusal.ErrStatus.Details.Causes
}

// Warnings are those of an answer, in the order sent.
func Warnings(answer rest.Result) []string {
	var texts []string
	all := answer.Warnings()
	for _, w := range all[:min(len(all), maxParts)] {
		texts = append(texts, shortened(w.Text))
	}
	return texts
}

func shortened(text string) string {
	if len(text) <= maxMessage {
		return text
	}
	return fmt.Sprintf("%s… (and %d bytes more)", text[:maxMessage], len(text)-maxMessage)
}
