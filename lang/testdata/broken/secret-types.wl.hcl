stack "shop" {}

secret "tls" {
  type = "kubernetes.io/tls" # error: secret "tls" is of the type "kubernetes.io/tls", so its data needs the key "tls.key". Add it, or change the type.
  data = { "tls.crt" = "" }
}

secret "login" {
  type = "kubernetes.io/basic-auth" # error: needs the key "username" or "password"
  data = { user = "a" }
}

# What is encoded on purpose is not called directly.
secret "encoded" {
  data = {
    password = base64encode("hunter2") # warning: what reads "password" of secret "encoded" gets the base64 that base64encode makes.
    key      = (textencodebase64("a", "UTF-16LE")) # warning: what reads "key" of secret "encoded" gets the base64 that textencodebase64 makes.
    marked   = sensitive(base64encode("b")) # warning: what reads "marked" of secret "encoded" gets the base64
    basic    = "Basic ${base64encode("a:b")}"
    upper    = upper(base64encode("a"))
  }
}

secret "token" {
  type = "kubernetes.io/basic-auth"
  data = { password = "hunter2" }
}

secret "ssh" {
  type = "kubernetes.io/ssh-auth"
  data = { "ssh-privatekey" = "" } # error: "ssh-privatekey" of a Secret of the type "kubernetes.io/ssh-auth" must not be empty.
}

secret "pull" {
  type = "kubernetes.io/dockerconfigjson"
  data = { ".dockerconfigjson" = "[]" } # error: ".dockerconfigjson" of a Secret of the type "kubernetes.io/dockerconfigjson" must be a JSON object. Write jsonencode(
}

secret "pulls" {
  type = "kubernetes.io/dockerconfigjson"
  data = { ".dockerconfigjson" = jsonencode({ auths = {} }) }
}

secret "old" {
  type = "kubernetes.io/dockercfg" # error: so its data needs the key ".dockercfg"
}

secret "account" {
  type = "kubernetes.io/service-account-token" # error: so it needs the annotation "kubernetes.io/service-account.name" with the account's name.
}

secret "accounts" {
  type        = "kubernetes.io/service-account-token"
  annotations = { "kubernetes.io/service-account.name" = "default" }
}

secret "adopted" {
  type = "kubernetes.io/tls"
  lifecycle {
    adopt = true
  }
}

secret "other" {
  type = "example.com/tls"
}
