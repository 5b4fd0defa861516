variable "name" {
  type = string
}

variable "replicas" {
  type    = number
  default = 2
}

workload "site" {
  kind     = "Deployment"
  name     = "site-${var.name}"
  replicas = var.replicas

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  service "site" {
    name = "site-${var.name}"
    port "http" {
      port = 80
    }
  }
}

output "address" {
  value = workload.site.service["site"].dns_name
}
