package connection

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// checkAddress reports what is wrong with an address of a kubeconfig, without the address
// itself: it may have credentials in it, which client-go would repeat.
func checkAddress(field, address string) error {
	_, err := parseAddress(address)
	if wrong := (*url.Error)(nil); errors.As(err, &wrong) {
		return fmt.Errorf("%s: %w", field, wrong.Err)
	}
	return err
}

// shown is an address as it can be printed and saved: without what may be credentials, the
// user's name and the query.
func shown(address string) string {
	u, err := parseAddress(address)
	if err != nil || u.User == nil && u.RawQuery == "" && u.Fragment == "" {
		return address
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	return u.String()
}

// parseAddress reads an address as client-go does, which takes one without a scheme, too.
func parseAddress(address string) (*url.URL, error) {
	if address != "" && !strings.Contains(address, "://") {
		address = "https://" + address
	}
	return url.Parse(address)
}
