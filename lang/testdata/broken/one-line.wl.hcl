stack "shop" {
  limits = "kubernetes"
}

workload "web" {
  kind = "Deployment"
  advanced { metadata { labels = { a = "b" } } } # error: A single-line block definition can contain only a single argument.
  container "main" {
    image = "nginx:1.27"
  }
}

output "a" {
  value = 1
}

variable "b" {}

check "c" {
  assert {
    condition     = true
    error_message = "No."
  }
}
