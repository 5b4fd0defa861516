variable "sites" {
  type    = map(list(number))
  default = { shop = [80, 8080], docs = [80] }
}

workload "site" {
  for_each = var.sites
  kind     = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    dynamic "port" {
      for_each = each.value
      labels   = ["port-${port.value}"]
      content {
        container_port = port.value
      }
    }
  }
}
