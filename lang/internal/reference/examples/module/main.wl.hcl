module "shop" {
  source = "./site"
  name   = "shop"
}

module "docs" {
  source   = "./site"
  name     = "docs"
  replicas = 1
}

output "addresses" {
  value = [module.shop.address, module.docs.address]
}
